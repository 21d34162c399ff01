import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    environment: 'jsdom',
    include: ['test/**/*.test.{ts,tsx}'],
    globalSetup: 'test/build.ts',
    testTimeout: 15_000,
    server: { deps: { inline: [/ui-extensions-tester/] } },
  },
});
