import type { Config } from '../../shared/config/schema.ts';
import type { Clock } from '../platform/clock.ts';
import type { Logger } from '../platform/log.ts';
import { createToolCatalogue } from '../tools/create-tool-catalogue.ts';
import { createCalculateTool } from '../tools/calculate.ts';
import { createClockTool } from '../tools/clock.ts';
import { createSystemTool } from '../tools/system.ts';
import type { SystemInfo, ToolCatalogue } from '../tools/tool-catalogue-types.ts';
import type { Tool, ToolSupply } from '../tools/tool.ts';
import { createWaitTool } from '../tools/wait.ts';

/** The catalogue with everything that is in it, and how to end what its tools have started. */
export interface Tools {
  readonly catalogue: ToolCatalogue;
  close(): Promise<void>;
}

export interface ToolsDeps {
  readonly clock: Clock;
  readonly log: Logger;
  readonly config: () => Config;
  readonly systemInfo: (agentId: string) => SystemInfo | Promise<SystemInfo>;
}

/** Puts the tools together. None of them loads or starts anything before it is used. */
export function createTools(deps: ToolsDeps): Tools {
  const { clock, log, config } = deps;
  const builtIn: readonly Tool[] = [
    createClockTool(clock, () => config().owner.timeZone),
    createCalculateTool(),
    createSystemTool(clock, deps.systemInfo),
    createWaitTool(clock, 'wait'),
    createWaitTool(clock, 'wait_once'),
  ];
  const supplies: readonly ToolSupply[] = [{ tools: () => builtIn }];
  return {
    catalogue: createToolCatalogue({ clock, log, supplies, config }),
    close: () => Promise.resolve(),
  };
}
