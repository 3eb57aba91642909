// @ts-check
/** For tests in Python: drawings as JSON, a line each, in; what a link of 1,500 characters leaves of them out. */

import { createInterface } from 'node:readline';
import { decodeContent, encodeContent } from '../../../onelayer/ui/components/stroke_code.js';

for await (const line of createInterface({ input: process.stdin })) {
  const text = encodeContent({ strokes: JSON.parse(line), image: null }, 1500);
  console.log(JSON.stringify(text === null ? null : decodeContent(text).strokes));
}
