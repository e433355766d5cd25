; Nothing is read of the function around a place.
