// Finds what a person would find by the words on it, among what can be seen, and says where to press.
// kind: press (a link or a button), box (a radio or a checkbox), field (something to type into or choose from).
// within: words that stand nearest to it, when the same words stand in several places.
(kind, words, within) => {
	const plain = (s) => s.replace(/[\s\u2066-\u2069]+/g, " ").trim()
	const shown = (e) => e.checkVisibility({ visibilityProperty: true })
	const spoken = (e) => plain(e.getAttribute("aria-label") ?? e.textContent)
	const seen = (e) => {
		const copy = e.cloneNode(true)
		copy.querySelectorAll(".unseen, svg").forEach((x) => x.remove())
		return plain(copy.textContent)
	}
	const labels = () => [...document.querySelectorAll("label")].filter(shown).map((l) => ({
		control: l.control, target: l, names: [spoken(l), seen(l), ...[...l.querySelectorAll("*"), l].flatMap((e) => [...e.childNodes]).map((n) => plain(n.textContent))],
	})).filter((c) => c.control)
	const isBox = (c) => ["radio", "checkbox"].includes(c.control.type)
	const found = {
		press: () => [...document.querySelectorAll("a[href], button, input[type=submit], summary")].filter(shown)
			.map((e) => ({ control: e, target: e, names: [spoken(e), seen(e), e.value ?? ""] })),
		box: () => labels().filter(isBox),
		field: () => [...labels().filter((c) => !isBox(c)), ...[...document.querySelectorAll("input[aria-label], select[aria-label], textarea[aria-label]")].filter(shown)
			.map((e) => ({ control: e, names: [spoken(e)] }))].map((c) => ({ ...c, target: c.control })),
	}[kind]()
	let hits = found.filter((c) => c.names.includes(plain(words)))
	if (within) {
		// The one whose nearest surroundings hold the words: the row, the card, the group of fields.
		const around = (c) => {
			for (let e = c.control; e; e = e.parentElement) {
				if (plain(e.textContent).includes(plain(within))) { return e.textContent.length }
			}
			return Infinity
		}
		const near = Math.min(...hits.map(around))
		hits = hits.filter((c) => around(c) === near && near < Infinity)
	}
	// Two ways to the same page are one answer.
	if (hits.every((c) => c.control.href && c.control.href === hits[0].control.href)) { hits.length = Math.min(hits.length, 1) }
	if (hits.length !== 1) {
		return { problem: `${hits.length} things to ${kind} are called ${words}${within ? " near " + within : ""}; there are: ${found.map((c) => c.names[0]).join(" | ").slice(0, 1500)}` }
	}
	const { control, target } = hits[0]
	target.scrollIntoView({ block: "center", behavior: "instant" })
	const boxes = [...target.getClientRects()].filter((r) => r.width > 0 && r.height > 0)
	if (boxes.length === 0) { return { problem: `${words} has no size` } }
	const box = boxes[0], x = box.left + box.width / 2, y = box.top + box.height / 2
	const top = document.elementFromPoint(x, y)
	if (!top || !(target.contains(top) || top.contains(target) && top.matches("label, a, button") || control.contains(top))) {
		return { problem: `${words} is covered by ${top ? top.outerHTML.slice(0, 120) : "nothing"}` }
	}
	if (control.disabled) { return { problem: `${words} cannot be used` } }
	document.querySelectorAll("[data-found]").forEach((e) => delete e.dataset.found)
	control.dataset.found = ""
	return { x, y, on: control.checked === true, kind: control.localName, type: control.type ?? "" }
}
