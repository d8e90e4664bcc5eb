/** The channel host: runs messengers, and nothing else. See src/main/nodes/README.md. */
import { channelRegistry } from './channels/registry.ts';
import { keepMemorySmall } from './platform/keep-memory-small.ts';
import { runHostProgram } from './nodes/host/host-program.ts';

keepMemorySmall();
runHostProgram(channelRegistry);
