// The command `openclaw` straight from its sources, for development.
import { main } from '../src/main/cli/main.ts';

process.exitCode = await main(process.argv.slice(2));
