import type { AttackClass } from './attack.ts';
import { argumentPollution, hugeOutput, resultGetters } from './data.ts';
import { asyncLeaks, constructorChains, outside, proxies, stackTraces } from './reaching.ts';
import {
  deadlocks,
  disposal,
  finalizers,
  loops,
  memoryBombs,
  regularExpressions,
  sharedMemory,
  webAssembly,
} from './resources.ts';

/** All attacks there are, by class. */
export const corpus: readonly AttackClass[] = [
  constructorChains,
  argumentPollution,
  resultGetters,
  asyncLeaks,
  stackTraces,
  proxies,
  sharedMemory,
  webAssembly,
  regularExpressions,
  memoryBombs,
  loops,
  finalizers,
  deadlocks,
  hugeOutput,
  disposal,
  outside,
];
