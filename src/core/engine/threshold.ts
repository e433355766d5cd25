/** From this confidence on a suggestion of the engine is worth showing, unless the gate knows better. */
export const shippedThreshold = 0.67;
