// Written by scripts/train-engine.ts; in the order of FEATURE_NAMES.
export const confidenceWeights: readonly number[] = [
  -3.393, // constant
  -0.936, // probability
  3.999, // odds
  3.293, // minProbability
  -4.444, // minOdds
  -1.535, // logChars
  0.115, // lineEnd
  0.047, // endsWithLiteral
  -0.45, // literalFromOnePlace
  0.352, // partial
  -0.306, // atLineStart
  0.795, // firstLocalOrder
  0.119, // firstRepositoryOrder
  0.383, // minOrder
  1.532, // minPlaces
  1.541, // minLongestPlaces
  0.258, // minMargin
  -0.347, // oddsByLogChars
  0.277, // oddsByPartial
  0.709, // oddsByMinOrder
  0.035, // oddsByMinPlaces
  2.247, // oddsByMinLongestPlaces
];
