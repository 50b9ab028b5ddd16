package main

// fences are the filters that may go without anybody noticing, because what they
// guard was asked for once before: each with what stands there. They are kept, since
// a fence that is doubled holds when the other is moved.
var fences = map[string]string{}
