/** For tests in Python: drawings as JSON, a line each, in; what a link with room for so many characters brings of them out. */

import { createInterface } from 'node:readline';
import { formatContent, parseContent } from '../../../onelayer/page/address/drawing_text.js';

for await (const line of createInterface({ input: process.stdin })) {
  const text = await formatContent({ strokes: JSON.parse(line), image: null }, Number(process.argv[2]));
  console.log(JSON.stringify((await parseContent(text)).strokes));
}
