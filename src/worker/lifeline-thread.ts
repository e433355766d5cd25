// Waits for the host's end of the lifeline to close, then ends the whole process.
import fs from 'node:fs';
import { LIFELINE } from '../node/lifeline.ts';
import { endProcess } from './watch-lifeline.ts';

try {
  // Nothing is ever written: a read that returns means that there is no host any more.
  fs.readSync(LIFELINE, Buffer.alloc(1));
} finally {
  endProcess();
}
