import {defineConfig} from 'vite';

// The embedded admin: index.html and hashed assets, served by app/web/admin.
export default defineConfig({
  oxc: {jsx: {runtime: 'automatic', importSource: 'preact'}},
  build: {outDir: 'dist/app', emptyOutDir: true, target: 'es2022', modulePreload: {polyfill: false}},
});
