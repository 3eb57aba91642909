/** The page's reading of labelled drawings, for tests in Python: the JSON of a text in, what the page keeps of it out. */

import { createInterface } from 'node:readline';
import { formatDrawings, parseDrawings } from '../../../onelayer/page/drawing/drawing_lines.js';

for await (const line of createInterface({ input: process.stdin })) {
  const { drawings, problems } = parseDrawings(JSON.parse(line));
  process.stdout.write(`${JSON.stringify({ text: formatDrawings(drawings), count: drawings.length, skipped: problems.length })}\n`);
}
