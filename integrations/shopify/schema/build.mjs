// Makes the schemas this package embeds, out of two pinned npm packages: Shopify's
// own with their access notes, and graphql to print them as SDL. The result is
// Shopify's, so it is made on each machine and never committed.
import { execFileSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { gunzipSync, gzipSync } from "node:zlib";

// Each API with the version we speak: the Admin's is shopify.APIVersion, the
// Customer Account's that of the extensions. Tests compare.
const APIS = { admin: "2026-10", customer: "2026-07" };
const PACKAGES = {
  "@shopify/dev-mcp@1.16.0": "sha512-tqgRnK7sQhjew+htxtleTH23nXB5fZcsrhWgEkomsorGXvLOB2mh2upwZm8uzuTDNTZnqtLMe64yIwh6s2awtw==",
  "graphql@16.15.0": "sha512-32kz9FecohDiC/tgcViwnRXM7HFBVTPiW7pHO+DikKOI5KjhU/jNULOReXsrFqt2WAYbE9xFXsTffJw6iTO8qw==",
};

const here = dirname(fileURLToPath(import.meta.url));
const data = join(here, "data");
const script = fileURLToPath(import.meta.url);

// unpack downloads a package (npm's cache makes the second time offline),
// checks its hash and unpacks the given paths.
function unpack(name, dir, ...paths) {
  mkdirSync(dir, { recursive: true });
  const out = execFileSync("npm", ["pack", name, "--json", "--ignore-scripts", "--pack-destination", dir], { encoding: "utf8", stdio: ["ignore", "pipe", "inherit"] });
  const tarball = join(dir, JSON.parse(out)[0].filename.replace("@", "").replace("/", "-"));
  const hash = "sha512-" + createHash("sha512").update(readFileSync(tarball)).digest("base64");
  if (hash !== PACKAGES[name]) throw new Error(`${name} is not the package that was pinned`);
  execFileSync("tar", ["-xzf", tarball, "-C", dir, ...paths]);
  return join(dir, "package");
}

// accessOf collects what Shopify says of every type and field: the scopes it
// asks for, and which fields are protected customer data.
function accessOf(schema, version) {
  const access = { version, types: {}, fields: {}, protected: {} };
  for (const type of schema.types) {
    if (type.requiredAccess) access.types[type.name] = type.requiredAccess;
    for (const field of type.fields ?? []) {
      const name = `${type.name}.${field.name}`;
      if (field.requiredAccess) access.fields[name] = field.requiredAccess;
      if (field.isProtected) access.protected[name] = field.protectedContent ?? "";
    }
  }
  return access;
}

// withoutDescriptions drops the prose: five sixths of the text, needed by no one here.
const withoutDescriptions = (json) => JSON.parse(json, (key, value) => (key === "description" ? null : value));

function write(name, content) {
  const temporary = join(data, `.${name}.${process.pid}`);
  writeFileSync(temporary, content);
  renameSync(temporary, join(data, name)); // a build beside us never sees half a file
}

// files are what an API is kept as.
const files = (api) => [`${api}.graphql.gz`, `${api}-access.json`];

async function build(apis) {
  const scratch = mkdtempSync(join(tmpdir(), "askwell-schema-"));
  try {
    const source = (api) => `package/dist/data/${api}_${APIS[api]}.json.gz`;
    const schemas = unpack("@shopify/dev-mcp@1.16.0", join(scratch, "schema"), ...apis.map(source));
    const graphql = unpack("graphql@16.15.0", join(scratch, "graphql"));
    const { buildClientSchema, printSchema } = await import(pathToFileURL(join(graphql, "index.js")));
    for (const api of apis) {
      const { data } = withoutDescriptions(gunzipSync(readFileSync(join(schemas, "..", source(api)))).toString());
      const [sdlName, accessName] = files(api);
      const sdl = printSchema(buildClientSchema(data));
      write(accessName, JSON.stringify(accessOf(data.__schema, APIS[api])));
      write(sdlName, gzipSync(sdl, { level: 9 }));
      console.log(`schema: ${api} API ${APIS[api]}, ${sdl.length} characters`);
    }
  } finally {
    rmSync(scratch, { recursive: true, force: true });
  }
}

const isFresh = (name) => existsSync(join(data, name)) && statSync(join(data, name)).mtimeMs > statSync(script).mtimeMs;
const stale = Object.keys(APIS).filter((api) => !files(api).every(isFresh));
if (stale.length > 0) await build(stale);
