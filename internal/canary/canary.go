// Package canary shows that privacy holds by construction. It fills a house with
// families in every constellation, in which every private fact is, or carries, a
// word that stands nowhere else; it says in policy.yaml, without looking at how the
// house filters, who may ever meet which kind of fact; and it goes through the house
// as everybody in turn. Three things must hold of all that comes back:
//
//   - Nobody meets a word that is not theirs ([Town.Crawl], and whatever left the house).
//   - What is hidden from somebody is answered like what is not there, to the byte
//     ([Town.Guess]).
//   - What happens to somebody hidden changes nothing on anybody's page: no count, no
//     order, no size ([Town.Calm]).
//
// The package stands after app because it walks through the whole, and nothing
// imports it but its tests. A new route, a new identifier in an address or a new
// kind of fact fails the tests until it has its line here.
package canary
