// Asks Shopify's own CLI about the app: `shopify app build` and `shopify theme
// check`, on a copy, because the first writes beside what it reads. Both work
// without an account. The CLI is installed on first use, because it is large.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const here = dirname(fileURLToPath(import.meta.url));
const cli = join(here, 'cli/node_modules/@shopify/cli/bin/run.js');
const HEAVIEST_BUNDLE = 20_000; // bytes, gzip; Shopify refuses above 64 KB
const HEAVIEST_THEME = 6_000; // bytes, gzip, all that pages of a shop load
const HEAVIEST_MODULE = 9_999; // bytes as uploaded; Shopify's theme check allows no more

/** A Node that Shopify's CLI runs on: this one, or the one installed for such tools. */
function newNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > 22 || (major === 22 && minor >= 12)) return process.execPath;
  return join(here, '../.ci/node/node_modules/.bin/node');
}

const failures = [];
function run(name, command, args, cwd) {
  const env = { ...process.env, SHOPIFY_CLI_NO_ANALYTICS: '1', DO_NOT_TRACK: '1', CI: '1', NO_COLOR: '1' };
  const { status, stdout, stderr, error } = spawnSync(command, args, { cwd, env, encoding: 'utf8' });
  console.log(`--- ${name}\n${stdout ?? ''}${stderr ?? ''}`.trimEnd());
  if (error || status !== 0) failures.push(`${name}: ${error?.message ?? `exit code ${status}`}`);
  return status === 0;
}
const shopify = (args, cwd) => run(`shopify ${args.join(' ')}`, newNode(), [cli, ...args], cwd);

/** Installs the CLI when it is missing or not the locked one. */
function install() {
  const written = (path) => statSync(join(here, 'cli', path), { throwIfNoEntry: false })?.mtimeMs ?? 0;
  if (written('node_modules/.package-lock.json') >= written('package-lock.json')) return;
  run('npm ci in cli', 'npm', ['ci', '--no-audit', '--no-fund', '--loglevel=error'], join(here, 'cli'));
}

/** A copy of what Shopify's CLI reads: the manifest, what it starts, the extensions. */
function stage() {
  const root = mkdtempSync(join(tmpdir(), 'askwell-lint-'));
  for (const file of ['shopify.app.toml', 'cmd/askwell/shopify.web.toml']) cpSync(join(here, '..', file), join(root, file));
  const skip = ['node_modules', 'cli', 'dist'].map((name) => `/${name}`);
  cpSync(here, join(root, 'extensions'), {
    recursive: true,
    filter: (path) => !skip.some((name) => path.slice(here.length).endsWith(name)),
  });
  symlinkSync(join(here, 'node_modules'), join(root, 'extensions/node_modules'));
  return root;
}

/** The bundles in a staged copy by path, without the comment that names the source map. */
function bundles(root) {
  const found = {};
  for (const folder of readdirSync(join(root, 'extensions'))) {
    const dist = join(root, 'extensions', folder, 'dist');
    if (!existsSync(dist)) continue;
    for (const file of readdirSync(dist).filter((name) => name.endsWith('.js'))) {
      found[`${folder}/dist/${file}`] = readFileSync(join(dist, file), 'utf8').replace(/\n\/\/# sourceMappingURL=.*\n?$/, '').trimEnd();
    }
  }
  return found;
}

/** The sandbox shop must run what Shopify would, and it must stay light. */
function compare(ours, theirs) {
  for (const path of new Set([...Object.keys(ours), ...Object.keys(theirs)])) {
    if (ours[path] !== theirs[path]) failures.push(`${path}: build.mjs and shopify app build make different bundles`);
    const { gzip } = weigh(path, theirs[path] ?? '');
    if (gzip > HEAVIEST_BUNDLE) failures.push(`${path}: over ${HEAVIEST_BUNDLE} bytes gzip`);
  }
}

const sizes = [];
function weigh(file, text) {
  const size = { file, raw: Buffer.byteLength(text), gzip: gzipSync(text, { level: 9 }).length };
  sizes.push(size);
  return size;
}

/** What every page of a shop may load must stay lighter still. */
function weighTheme(folder) {
  const assets = readdirSync(folder).filter((name) => /\.(js|css)$/.test(name));
  const weights = assets.map((name) => weigh(`theme-blocks/assets/${name}`, readFileSync(join(folder, name))));
  const gzip = weights.reduce((sum, size) => sum + size.gzip, 0);
  sizes.push({ file: 'theme-blocks/assets', raw: weights.reduce((sum, size) => sum + size.raw, 0), gzip });
  if (gzip > HEAVIEST_THEME) failures.push(`theme-blocks/assets: over ${HEAVIEST_THEME} bytes gzip`);
  for (const { file, raw } of weights) if (raw > HEAVIEST_MODULE) failures.push(`${file}: over ${HEAVIEST_MODULE} bytes`);
}

install();
const root = stage();
try {
  run('tsc', process.execPath, [join(here, 'node_modules/typescript/bin/tsc'), '--noEmit'], here);
  run('build.mjs', process.execPath, ['build.mjs'], join(root, 'extensions'));
  const ours = bundles(root);
  if (shopify(['app', 'build', '--path', '.', '--skip-dependencies-installation'], root)) compare(ours, bundles(root));
  weighTheme(join(root, 'extensions/theme-blocks/assets'));
  console.table(sizes);
  // app build prints what theme check finds and passes all the same.
  shopify(['theme', 'check', '--path', 'extensions/theme-blocks', '--fail-level', 'info'], root);
} finally {
  rmSync(root, { recursive: true, force: true });
}
if (failures.length > 0) {
  console.error(`\n${failures.join('\n')}`);
  process.exit(1);
}
