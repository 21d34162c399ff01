import {fileURLToPath} from 'node:url';
import {defineConfig} from 'vite';

const at = (path: string) => fileURLToPath(new URL(path, import.meta.url));

// The embedded admin: index.html and hashed assets, served by app/web/admin. Staff write
// answers down in the fields that blocks draw; what those import is the admin's own.
export default defineConfig({
  resolve: {
    alias: {'@askwell/questions': at('../extensions/shared/staff.ts')},
    dedupe: ['preact'],
  },
  oxc: {jsx: {runtime: 'automatic', importSource: 'preact'}},
  build: {outDir: 'dist/app', emptyOutDir: true, target: 'es2022', modulePreload: {polyfill: false}},
});
