// Package e2e holds the tests of the whole house, as people use it: the journey
// from a parent's first enquiry to the outcome report in a real browser, who may
// open what, and what happens when something breaks.
//
// They know addresses, headings and labels, as a person would, and nothing of how
// a page is made. Package browser is their hands and eyes; axe holds the
// accessibility checker that they run on every page they see.
package e2e
