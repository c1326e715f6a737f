import { defineConfig } from '@playwright/test';

export default defineConfig({
  testDir: 'tests/e2e',
  testMatch: '**/*.e2e.ts',
  outputDir: 'test-results',
  // One machine has one card service, one screen and, here, two cores.
  workers: 1,
  fullyParallel: false,
  timeout: 90_000,
  expect: { timeout: 10_000 },
  forbidOnly: true,
  // A broken thing fails twice; a machine that stood still for a moment shows as flaky in the report.
  retries: process.env['CI'] ? 1 : 0,
  reporter: [['list']],
});
