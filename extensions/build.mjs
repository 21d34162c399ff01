// Bundles the UI extensions as `shopify app build` does, without Shopify's CLI:
// the sandbox shop needs the same bundles, and the CLI a newer Node.
//
//   node build.mjs            writes <extension>/dist/<handle>.js

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

import { build } from 'esbuild';

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

const extensions = readdirSync(here).map(manifest).filter(Boolean);
await Promise.all(extensions.map(bundle));
console.log(`bundled ${extensions.map(({ folder }) => folder).join(', ')}`);
