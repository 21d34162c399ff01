import {defineConfig} from 'vitest/config';

export default defineConfig({
  test: {
    projects: [
      {test: {name: 'admin', include: ['test/*.test.ts'], environment: 'node'}},
      {test: {name: 'host', include: ['test/host/*.test.ts'], environment: 'jsdom', environmentOptions: {jsdom: {url: 'http://shop.test/page'}}, setupFiles: ['test/host/browser.ts']}},
    ],
  },
});
