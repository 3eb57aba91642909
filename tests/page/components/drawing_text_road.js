/** For tests in Python: drawings as JSON, a line each, in; what a link of 1,500 characters brings of them out. */

import { createInterface } from 'node:readline';
import { formatContent, parseContent } from '../../../onelayer/page/address/drawing_text.js';

for await (const line of createInterface({ input: process.stdin })) {
  const text = await formatContent({ strokes: JSON.parse(line), image: null }, 1500);
  console.log(JSON.stringify((await parseContent(text)).strokes));
}
