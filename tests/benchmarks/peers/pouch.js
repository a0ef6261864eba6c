// The peer as its authors ship it: a PouchDB that replicates into express-pouchdb, both in memory.
// node pouch.js serve          prints the port, serves until stdin ends
// node pouch.js send URL FILE  replicates the documents of a JSON file, prints the seconds it took
"use strict";

const fs = require("fs");
const OverHttp = require("pouchdb").plugin(require("pouchdb-adapter-memory"));
const PouchDB = OverHttp.defaults({ adapter: "memory" });

async function serve() {
  const app = require("express")();
  const options = { mode: "minimumForPouchDB", inMemoryConfig: true, logPath: "/dev/null" };
  app.use(require("express-pouchdb")(PouchDB, options));
  const listener = app.listen(0, "127.0.0.1", () => console.log(listener.address().port));
  process.stdin.resume().on("end", () => process.exit(0));
}

async function send(url, file) {
  const local = new PouchDB("shift");
  await local.bulkDocs(JSON.parse(fs.readFileSync(file, "utf8")));
  const began = process.hrtime.bigint();
  const result = await local.replicate.to(new OverHttp(url));
  const took = Number(process.hrtime.bigint() - began) / 1e9;
  if (!result.ok) throw new Error("not replicated");
  console.log(JSON.stringify({ seconds: took, written: result.docs_written }));
  process.exit(0);
}

const [verb, ...words] = process.argv.slice(2);
(verb === "serve" ? serve() : send(...words)).catch((error) => {
  console.error(error);
  process.exit(1);
});
