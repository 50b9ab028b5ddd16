// The companion's own script. Everything it knows of a reader stays on the phone: the
// baby's dates, who somebody is, the crying plan, the little moments, the search.

const day = 86400000;
const storage = {
  get(name) { try { return JSON.parse(localStorage.getItem("pocket." + name)); } catch { return null; } },
  set(name, value) { try { localStorage.setItem("pocket." + name, JSON.stringify(value)); return true; } catch { return false; } },
};

// ageOf is how many days old a baby is on a day, below nought before the birth. A baby
// born three weeks early or more is counted from the due date.
export function ageOf({ born, due }, today) {
  const at = (text) => (/^\d{4}-\d\d-\d\d$/.test(text ?? "") ? Date.parse(text + "T00:00:00Z") : NaN);
  const from = at(born), expected = at(due), now = at(today);
  if (Number.isNaN(now) || (Number.isNaN(from) && Number.isNaN(expected))) return null;
  if (Number.isNaN(from)) return Math.round((now - expected) / day);
  if (from > now) return null;
  const early = Math.round((expected - from) / day);
  return Math.round((now - (early >= 21 ? expected : from)) / day);
}

// What the cards are for: 26 weeks of pregnancy to about fourteen months.
export const youngest = -98, oldest = 427;

// stageOf is the stage of an age. Born is not unborn: a baby who came early and whose
// due date is still to come is in the first one after birth. Nothing is for an older
// baby than this one.
export function stageOf(stages, age, isBorn) {
  if (age === null || age < youngest || age > oldest) return null;
  const possible = stages.filter((stage) => (isBorn ? stage.From >= 0 : stage.From < 0));
  return (possible.findLast?.((stage) => stage.From <= age) ?? [...possible].reverse().find((stage) => stage.From <= age) ?? possible[0]).Key;
}

// cardsFor are the cards that fit, those written for this reader first, in an order
// that changes with the day.
export function cardsFor(cards, stage, mine, number) {
  const fits = cards.filter((card) => (stage ? card.Ages.includes(stage) : card.Ages.length >= 6) && card.Who.some((who) => who === "any" || mine.includes(who)));
  const rank = (card) => (card.Who.some((who) => mine.includes(who)) ? 0 : 1) + mix(card.Key, number) * 1.8;
  return fits.sort((a, b) => rank(a) - rank(b));
}

function mix(text, number) {
  let h = 2166136261 ^ number;
  for (const c of text) h = Math.imul(h ^ c.charCodeAt(0), 16777619);
  return ((h ^ (h >>> 15)) >>> 0) / 4294967296;
}

// tokens are the words of a text as people spell them: without accents, apostrophes,
// capitals, and the Arabic article and vowel signs.
export function tokens(text, lang) {
  let t = text.normalize("NFKD").replace(/[\u0300-\u036f\u064b-\u0652\u0640]/g, "").toLowerCase();
  t = t.replace(/[\u0622\u0623\u0625]/g, "\u0627").replace(/\u0649/g, "\u064a").replace(/\u0629/g, "\u0647");
  t = t.replace(/['\u2018\u2019\u02bc]/g, lang === "fr" ? " " : "");
  return t.split(/[^\p{L}\p{N}]+/u).filter(Boolean).map((word) => (lang === "ar" && word.length > 4 ? word.replace(/^\u0627\u0644/, "") : word));
}

// near reports whether two words are the same but for a slip: one letter in a word of
// five, two in a word of nine; a longer word may go on.
export function near(want, got) {
  if (want === got) return true;
  if (want.length >= 4 && got.startsWith(want) && got.length - want.length <= 3) return true;
  if (want[0] !== got[0]) return false; // "never" is no slip of "fever"
  const slips = want.length >= 9 ? 2 : want.length >= 5 ? 1 : 0;
  return slips > 0 && Math.abs(want.length - got.length) <= slips && distance(want, got, slips) <= slips;
}

// distance is how many letters differ, two that changed places counting as one
// (Damerau 1964; optimal string alignment). Past most it stops counting.
function distance(a, b, most) {
  let before = [], last = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const row = [i];
    for (let j = 1; j <= b.length; j++) {
      row[j] = Math.min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (a[i - 1] === b[j - 1] ? 0 : 1));
      if (i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]) row[j] = Math.min(row[j], before[j - 2] + 1);
    }
    if (Math.min(...row) > most) return most + 1;
    [before, last] = [last, row];
  }
  return last[b.length];
}

// search finds what answers some words: each theme by the phrases that people use for
// it, rarer words counting for more, and whether the words mean danger.
export function search(finds, words, lang) {
  const said = tokens(words, lang);
  const phrases = finds.map((find) => find.Words.map((phrase) => tokens(phrase, lang)));
  const spread = new Map();
  phrases.forEach((of) => new Set(of.flat()).forEach((word) => spread.set(word, (spread.get(word) ?? 0) + 1)));
  const weight = (word) => 1 + Math.log((finds.length + 1) / (spread.get(word) ?? 1));
  const has = (phrase) => phrase.length > 0 && phrase.every((word) => said.some((one) => near(word, one)));
  let danger = false;
  const ranked = finds.map((find, i) => {
    let score = 0;
    for (const phrase of phrases[i]) if (has(phrase)) score += phrase.reduce((sum, word) => sum + weight(word), 0) * (phrase.length > 1 ? 1.4 : 1);
    score *= find.Weight || 1;
    for (const text of find.Danger ?? []) if (has(tokens(text, lang))) { danger = true; score += 6; }
    return { find, score };
  });
  const results = ranked.filter((one) => one.score > 0).sort((a, b) => b.score - a.score).slice(0, 5).map((one) => one.find);
  return { danger, results };
}

const root = typeof document === "undefined" ? null : document.querySelector("[data-pocket]");
const find = (selector) => root?.querySelector(selector);
const today = () => { const d = new Date(); return [d.getFullYear(), String(d.getMonth() + 1).padStart(2, "0"), String(d.getDate()).padStart(2, "0")].join("-"); };
const load = () => fetch("data.json").then((answer) => answer.json());
const show = (element, on = true) => { if (element) { element.hidden = !on; delete element.dataset.coming; } };

function forget() {
  for (const name of ["dates", "plan", "paused", "look", "rest"]) try { localStorage.removeItem("pocket." + name); } catch { /* nothing was kept */ }
  try { indexedDB.deleteDatabase("pocket"); } catch { /* nothing was kept */ }
}

async function startToday() {
  const form = find("[data-set]"), said = find("[data-said]");
  const kept = storage.get("dates") ?? {};
  form.born.value = kept.born ?? "";
  form.due.value = kept.due ?? "";
  for (const box of form.querySelectorAll("[name=who]")) box.checked = (kept.who ?? []).includes(box.value);
  find("[data-ages]").open = false;
  if (location.hash === "#set") find("#set").open = true;
  let data = null, shown = 0;
  const draw = async () => {
    const paused = storage.get("paused");
    show(find("[data-paused]"), Boolean(paused));
    show(find("[data-ages]"), !paused);
    const rests = storage.get("rest") === today();
    show(find("[data-rest]"), !paused && rests);
    if (paused || rests) return show(find("[data-card]"), false);
    data ??= await load().catch(() => null);
    if (!data) return show(find("[data-card]"), false);
    const dates = storage.get("dates") ?? {};
    const stage = stageOf(data.Stages, ageOf(dates, today()), Boolean(dates.born));
    const cards = cardsFor(data.Cards, stage, dates.who ?? [], Math.floor(Date.now() / day));
    const card = cards[shown % cards.length];
    for (const [slot, text] of [["title", card.Title], ["try", card.Try], ["voice", card.Voice], ["out", card.Out]]) find(`[data-${slot}]`).textContent = text;
    find("[data-card]").dataset.key = card.Key;
    show(find("[data-card]"));
  };
  find("[data-next]").addEventListener("click", () => { shown++; draw(); });
  find("[data-not]").addEventListener("click", () => {
    if (storage.set("rest", today())) return draw();
    show(find("[data-card]"), false);
    show(find("[data-rest]"));
  });
  find("[data-pause]").addEventListener("click", () => { storage.set("paused", true); draw(); });
  find("[data-start]").addEventListener("click", () => { storage.set("paused", false); draw(); });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    const dates = { born: form.born.value, due: form.due.value, who: [...form.querySelectorAll("[name=who]:checked")].map((box) => box.value) };
    const problem = wrong(form, dates);
    said.textContent = form.dataset[problem ?? (storage.set("dates", dates) ? "kept" : "full")];
    if (!problem) { shown = 0; storage.set("rest", null); draw(); }
  });
  form.querySelector("[data-remove]").addEventListener("click", () => { forget(); form.reset(); said.textContent = form.dataset.removed; draw(); });
  await draw();
}

// wrong is what is wrong with the dates of the form, as the name of its words.
function wrong(form, dates) {
  if (form.born.validity.badInput || form.due.validity.badInput) return "wrongDate";
  if (!dates.born && !dates.due) return null;
  if (dates.born > today()) return "wrongFuture";
  const age = ageOf(dates, today());
  return age === null || age < youngest || age > oldest ? "wrongFar" : null;
}

function startStop() {
  const lines = storage.get("plan") ?? [];
  const plan = find("[data-plan]");
  plan.querySelectorAll("dd").forEach((slot, i) => { slot.textContent = lines[i] ?? ""; });
  show(plan, lines.some(Boolean));
  const button = find("[data-timer]"), clock = find("[data-clock]");
  let tick = 0;
  button.addEventListener("click", () => {
    clearInterval(tick);
    const until = Date.now() + 600000;
    const draw = () => {
      const left = Math.ceil((until - Date.now()) / 60000);
      const words = left > 0 ? button.dataset.left.replace("{n}", left) : button.dataset.over;
      if (clock.textContent !== words) clock.textContent = words;
      if (left <= 0) clearInterval(tick);
    };
    draw();
    tick = setInterval(draw, 1000);
  });
}

function startPlan() {
  const form = find("[data-plan-form]");
  if (!form) return;
  const fields = [...form.querySelectorAll("textarea")];
  (storage.get("plan") ?? []).forEach((line, i) => { if (fields[i]) fields[i].value = line; });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (storage.set("plan", fields.map((field) => field.value.trim()))) form.querySelector("[data-said]").textContent = form.dataset.kept;
  });
}

function startRemove() {
  const button = find("[data-remove]");
  if (!button || find("[data-set]")) return;
  button.addEventListener("click", () => { forget(); find("[data-said]").textContent = button.dataset.removed ?? "✓"; });
}

async function startSearch() {
  const q = new URLSearchParams(location.search).get("q") ?? "";
  find("#q").value = q;
  const data = await load();
  const answer = () => {
    const words = find("#q").value;
    const list = find("[data-search-results]");
    list.replaceChildren();
    show(find("[data-none]"), false);
    const help = find("[data-help-here]");
    show(help, false);
    delete help.dataset.helpFirst;
    if (!words.trim()) return;
    const { danger, results } = search(data.Finds, words, data.Lang);
    if (danger) { help.dataset.helpFirst = ""; show(help); }
    show(find("[data-none]"), results.length === 0);
    for (const one of results.length ? results : data.Finds) {
      const item = document.createElement("li"), link = document.createElement("a"), lead = document.createElement("p");
      Object.assign(link, { href: one.Href, textContent: one.Title, className: "tap" });
      link.dataset.theme = one.Theme;
      lead.textContent = one.Lead;
      lead.className = "second";
      item.append(link, lead);
      list.append(item);
    }
  };
  // The words stay in this page: an address with them would stand in the history.
  find("[data-search]").addEventListener("submit", (event) => { event.preventDefault(); answer(); });
  if (q) { history.replaceState(null, "", location.pathname); answer(); }
}

// The little moments, in the phone's own database: a picture is too large elsewhere.
function moments(mode, act) {
  return new Promise((resolve, reject) => {
    const opening = indexedDB.open("pocket", 1);
    opening.onupgradeneeded = () => opening.result.createObjectStore("moment", { keyPath: "at" });
    opening.onerror = () => reject(opening.error);
    opening.onsuccess = () => {
      const work = opening.result.transaction("moment", mode);
      const request = act(work.objectStore("moment"));
      work.oncomplete = () => { opening.result.close(); resolve(request.result); };
      work.onerror = work.onabort = () => { opening.result.close(); reject(work.error); };
    };
  });
}

async function startMoments() {
  const form = find("[data-moment]"), said = find("[data-said]"), list = find("[data-kept]");
  const draw = async () => {
    const all = (await moments("readonly", (store) => store.getAll()).catch(() => [])).reverse();
    show(find("[data-none]"), all.length === 0);
    list.replaceChildren(...all.map((one) => {
      const item = document.createElement("li"), when = document.createElement("p"), words = document.createElement("p"), remove = document.createElement("button");
      when.className = "second";
      when.textContent = new Date(one.at).toLocaleDateString(document.documentElement.lang);
      words.textContent = one.words;
      words.dir = "auto";
      item.append(when, words);
      if (one.picture) {
        const picture = document.createElement("img");
        picture.src = URL.createObjectURL(one.picture);
        picture.alt = one.words;
        picture.style.maxInlineSize = "100%";
        item.append(picture);
      }
      Object.assign(remove, { type: "button", className: "btn plain", textContent: list.dataset.removeLabel });
      remove.addEventListener("click", async () => { await moments("readwrite", (store) => store.delete(one.at)); draw(); });
      item.append(remove);
      return item;
    }));
  };
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const words = form.moment.value.trim(), picture = form.picture.files[0] ?? null;
    if (!words && !picture) return;
    said.textContent = "";
    try {
      await moments("readwrite", (store) => store.put({ at: Date.now(), words, picture }));
      form.reset();
    } catch {
      said.textContent = form.dataset.full;
    }
    draw();
  });
  await draw();
}

function startKeep() {
  const look = storage.get("look") ?? "with-baby";
  for (const box of root.querySelectorAll("[name=look]")) {
    box.checked = box.value === look;
    box.addEventListener("change", () => { storage.set("look", box.value); wear(); });
  }
}

// wear gives the page the look that was chosen for the home screen.
function wear() {
  const look = storage.get("look");
  if (look !== "notes" && look !== "with-baby") return;
  const link = document.querySelector("link[rel=manifest]");
  if (link) link.href = look + ".webmanifest";
}

// A button that reads the page aloud, where the browser can.
function startVoice() {
  if (!("speechSynthesis" in window) || !root || !["text", "today"].includes(root.dataset.pocket)) return;
  const words = root.dataset.aloud?.split("|");
  if (!words) return;
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "btn plain", textContent: words[0] });
  const quiet = () => { speechSynthesis.cancel(); button.textContent = words[0]; };
  button.addEventListener("click", () => {
    if (speechSynthesis.speaking) return quiet();
    const read = [...root.querySelectorAll("h1, h2, p:not(.second), li")].filter((one) => one.offsetParent && !one.closest("form, details, .acts")).map((one) => one.textContent).join(". ");
    const speech = new SpeechSynthesisUtterance(read);
    speech.lang = document.documentElement.lang;
    speech.onend = quiet;
    button.textContent = words[1];
    speechSynthesis.speak(speech);
  });
  addEventListener("pagehide", quiet);
  const line = document.createElement("p");
  line.append(button);
  root.querySelector("h1").after(line);
}

if (root) {
  document.querySelectorAll("[data-needs-script]").forEach((one) => show(one));
  const start = { today: startToday, stop: startStop, text: startPlan, search: startSearch, moments: startMoments, keep: startKeep }[root.dataset.pocket];
  startRemove();
  startVoice();
  start?.();
}
if (typeof document !== "undefined") {
  wear();
  // The rest of the language is fetched once this page stands: on a slow phone it would
  // take the network and the processor from what somebody came to read.
  const keepAll = () => navigator.serviceWorker.register("worker.js").catch(() => {});
  const afterwards = () => (window.requestIdleCallback ?? setTimeout)(keepAll);
  if (!("serviceWorker" in navigator) || !document.querySelector("link[rel=manifest]")) { /* nothing is kept */ }
  else if (document.readyState === "complete") afterwards();
  else addEventListener("load", afterwards);
}
