// Builds the embedded admin into dist/app and the page host into dist/host.
// The host's scripts are classic and self-contained, one build each: pages load
// them where Shopify's CDN scripts would stand, before anything else.
import {rm} from 'node:fs/promises';
import {build} from 'vite';

await build();
await rm('dist/host', {recursive: true, force: true});
for (const name of ['polaris', 'app-bridge', 'frame', 'extensions', 'preview']) {
  await build({
    configFile: false,
    logLevel: 'warn',
    build: {
      outDir: 'dist/host',
      emptyOutDir: false,
      target: 'es2022',
      lib: {entry: `src/host/${name}.ts`, formats: ['iife'], name: 'host', fileName: () => `${name}.js`},
    },
  });
}
