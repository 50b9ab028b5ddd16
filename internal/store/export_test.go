package store

// Words lets tests write tables in type words.
var Words = words
