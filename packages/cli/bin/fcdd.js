#!/usr/bin/env node
import { existsSync } from 'node:fs';

const program = new URL('../dist/fcdd.js', import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  console.error('fcdd is not built yet. Build it with: npm run build');
  process.exitCode = 1;
}
