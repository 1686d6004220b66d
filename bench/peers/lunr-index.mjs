// Makes a Lunr index of a JSON file of pages: node lunr-index.mjs LUNR PAGES INDEX
import { readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

const [path, pages, output] = process.argv.slice(2);
const lunr = createRequire(import.meta.url)(path);
const documents = JSON.parse(readFileSync(pages, "utf8"));

const index = lunr(function () {
  this.ref("url");
  this.field("title", { boost: 10 });
  this.field("summary", { boost: 3 });
  this.field("body");
  for (const each of documents) this.add(each);
});

const rows = documents.map(({ url, title, summary }) => [url, title, summary]);
writeFileSync(output, JSON.stringify({ index, rows }));
