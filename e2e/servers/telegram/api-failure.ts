import type { ResponseParameters } from '@grammyjs/types';

/** A call the Bot API refuses; its fields are those of the error answer. */
export class ApiFailure extends Error {
  readonly code: number;
  readonly parameters: ResponseParameters | undefined;

  constructor(code: number, description: string, parameters?: ResponseParameters) {
    super(description);
    this.name = 'ApiFailure';
    this.code = code;
    this.parameters = parameters;
  }
}

/** A 400 in the words of the Bot API, without its `Bad Request: ` prefix. */
export const badRequest = (reason: string): ApiFailure =>
  new ApiFailure(400, `Bad Request: ${reason}`);
