// Opens a page in headless Chromium as a phone, a desk and a dark desk, and prints what it finds as JSON.
// usage: node page.mjs PAGE.html FOLDER_FOR_SCREENSHOTS
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

import chromium from "@sparticuz/chromium";
import { chromium as browsers } from "playwright-core";

const [page, folder] = process.argv.slice(2);
const axe = fs.readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const views = {
  phone: { viewport: { width: 390, height: 844 } },
  desk: { viewport: { width: 1100, height: 900 } },
  dark: { viewport: { width: 1100, height: 900 }, colorScheme: "dark" },
};

// One process for everything, as a server without memory wants it, dies with its first context.
const args = chromium.args.filter((each) => each !== "--single-process");
const browser = await browsers.launch({ executablePath: await chromium.executablePath(), args, headless: true });
const found = {};
for (const [name, options] of Object.entries(views)) {
  const context = await browser.newContext({ ...options, bypassCSP: true });
  const tab = await context.newPage();
  const said = [];
  const asked = [];
  tab.on("console", (message) => said.push(message.text()));
  tab.on("pageerror", (error) => said.push(String(error)));
  tab.on("request", (request) => asked.push(request.url()));
  await tab.goto(pathToFileURL(path.resolve(page)).href);
  await tab.screenshot({ path: path.join(folder, `${name}.png`), fullPage: true });
  await tab.evaluate(axe);
  const violations = await tab.evaluate(async () => (await globalThis.axe.run()).violations);
  const focused = [];
  for (let step = 0; step < 6; step += 1) {
    await tab.keyboard.press("Tab");
    focused.push(await tab.evaluate(() => document.activeElement?.tagName ?? ""));
  }
  found[name] = {
    said,
    asked: asked.filter((url) => !url.startsWith("file:")),
    overflow: await tab.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth),
    violations: violations.map((each) => `${each.id}: ${each.nodes.map((node) => node.target.join(" ")).join(", ")}`),
    focused,
  };
  await context.close();
}
await browser.close();
console.log(JSON.stringify(found));
