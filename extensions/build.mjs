// Bundles the UI extensions as `shopify app build` does, without Shopify's CLI:
// the sandbox shop needs the same bundles, and the CLI a newer Node. The theme
// blocks are ours alone: Shopify serves what stands in their assets as it is.
//
//   node build.mjs            writes <extension>/dist/<handle>.js and theme-blocks/assets/*

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';
import { minify } from 'terser';

const here = dirname(fileURLToPath(import.meta.url));

/** What the manifest of a UI extension says about its bundle; undefined for other folders. */
function manifest(folder) {
  let toml;
  try {
    toml = readFileSync(join(here, folder, 'shopify.extension.toml'), 'utf8');
  } catch {
    return undefined;
  }
  const read = (key) => toml.match(new RegExp(`^\\s*${key}\\s*=\\s*"([^"]+)"`, 'm'))?.[1];
  if (read('type') !== 'ui_extension') return undefined;
  return { folder, handle: read('handle'), module: read('module'), target: read('target') };
}

/** The bundle registers one function per target; the host calls it. The name is the CLI's: minified names hang on it. */
async function bundle({ folder, handle, module, target }) {
  await build({
    stdin: {
      contents: `import Target_0 from '${module}';shopify.extend('${target}', (...args) => Target_0(...args));`,
      resolveDir: join(here, folder),
      loader: 'tsx',
    },
    outfile: join(here, folder, 'dist', `${handle}.js`),
    bundle: true,
    minify: true,
    target: 'es6',
    jsx: 'automatic',
    legalComments: 'none',
    loader: { '.esnext': 'ts', '.js': 'jsx' },
    resolveExtensions: ['.tsx', '.ts', '.js', '.json', '.esnext', '.mjs', '.ejs'],
    define: { 'process.env.NODE_ENV': '"production"' },
    logLevel: 'warning',
  });
}

/** What a block's page loads: modules for browsers that know CSS nesting (2023), every byte of them counted. */
export async function assets(folder) {
  const { outputFiles } = await build({
    entryPoints: ['askwell.ts', 'rules.ts', 'askwell.css'].map((file) => join(here, folder, 'src', file)),
    outdir: join(here, folder, 'assets'),
    bundle: true,
    minifyWhitespace: true,
    minifySyntax: true,
    format: 'esm',
    target: ['chrome120', 'firefox117', 'safari17.2'],
    legalComments: 'none',
    logLevel: 'warning',
    write: false,
  });
  for (const { path, text } of outputFiles) writeFileSync(path, path.endsWith('.js') ? await smaller(text) : dense(text));
}

/** A style sheet without the spaces esbuild leaves about custom properties. */
const dense = (sheet) => sheet.trim().replace(/(--\w+:|,) /g, '$1');

/** What our own objects have that no page, reply or browser knows by name. */
const OURS = /^(part|asked|open|draw|begin|isDue|path|box|finish|note)$/;

/** A twentieth less than esbuild makes of it. */
async function smaller(module) {
  const compress = { passes: 4, inline: 1, if_return: false, unsafe: true, unsafe_arrows: true, unsafe_comps: true, unsafe_math: true, pure_getters: true, sequences: false, side_effects: false, keep_fargs: false };
  const mangle = { properties: { regex: OURS } };
  return (await minify(module, { module: true, ecma: 2020, compress, mangle, format: { ascii_only: true } })).code;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const extensions = readdirSync(here).map(manifest).filter(Boolean);
  await Promise.all([...extensions.map(bundle), assets('theme-blocks')]);
  console.log(`bundled ${extensions.map(({ folder }) => folder).join(', ')}, theme-blocks`);
}
