import type {
  Content,
  FunctionCall,
  FunctionDeclaration,
  FunctionResponse,
  GenerationConfig,
  Part,
  ThinkingConfig,
} from '@google/genai';
import { z } from 'zod';

/*
 * The requests of the Gemini API as published (ai.google.dev/api/generate-content and
 * /api/embeddings): every field that is played here, and no other one.
 */

/** A shape whose fields are all fields of the library's type, which the compiler checks. */
type FieldsOf<T> = Partial<Record<keyof T, z.ZodType>>;

const text = z.string();
const jsonObject = z.record(z.string(), z.unknown());
const base64 = z.base64();
const inlineData = z.strictObject({ mimeType: text.regex(/^\w+\/[\w.+-]+$/), data: base64 });

const functionCall = z.strictObject({
  id: text.optional(),
  name: text.min(1),
  args: jsonObject.optional(),
} satisfies FieldsOf<FunctionCall>);
const functionResponse = z.strictObject({
  id: text.optional(),
  name: text.min(1),
  response: jsonObject,
  parts: z.array(z.strictObject({ inlineData })).optional(),
} satisfies FieldsOf<FunctionResponse>);

const part = z.strictObject({
  text: text.optional(),
  thought: z.boolean().optional(),
  thoughtSignature: text.optional(),
  inlineData: inlineData.optional(),
  functionCall: functionCall.optional(),
  functionResponse: functionResponse.optional(),
} satisfies FieldsOf<Part>);

const content = z.strictObject({
  role: z.enum(['user', 'model', 'function']).optional(),
  parts: z.array(part).min(1),
} satisfies FieldsOf<Content>);

/** What functions may be called as (ai.google.dev/api/caching, "FunctionDeclaration"). */
const functionName = text.regex(/^[a-zA-Z_][\w.:-]{0,127}$/);
const declaration = z.strictObject({
  name: functionName,
  description: text,
  parameters: jsonObject.optional(),
  parametersJsonSchema: jsonObject.optional(),
} satisfies FieldsOf<FunctionDeclaration>);

const thinkingConfig = z.strictObject({
  includeThoughts: z.boolean().optional(),
  thinkingBudget: z.int().min(-1).optional(),
  thinkingLevel: z.enum(['MINIMAL', 'LOW', 'MEDIUM', 'HIGH']).optional(),
} satisfies FieldsOf<ThinkingConfig>);

/** A request for `streamGenerateContent`. */
export const generateRequest = z.strictObject({
  contents: z.array(content).min(1),
  systemInstruction: z
    .strictObject({ role: text.optional(), parts: z.array(part).min(1) })
    .optional(),
  tools: z.array(z.strictObject({ functionDeclarations: z.array(declaration).min(1) })).optional(),
  toolConfig: jsonObject.optional(),
  safetySettings: z.array(z.strictObject({ category: text, threshold: text })).optional(),
  generationConfig: z
    .strictObject({
      temperature: z.number().min(0).max(2).optional(),
      topP: z.number().optional(),
      topK: z.number().optional(),
      candidateCount: z.literal(1).optional(),
      maxOutputTokens: z.int().min(1).optional(),
      stopSequences: z.array(text).max(5).optional(),
      seed: z.int().optional(),
      responseMimeType: text.optional(),
      responseJsonSchema: z.unknown().optional(),
      thinkingConfig: thinkingConfig.optional(),
    } satisfies FieldsOf<GenerationConfig>)
    .optional(),
});

/** A request for `batchEmbedContents`. */
export const embedRequest = z.strictObject({
  requests: z
    .array(
      z.strictObject({
        model: text.startsWith('models/'),
        content,
        taskType: text.optional(),
        outputDimensionality: z.int().optional(),
      }),
    )
    .min(1)
    .max(100),
});

export type GenerateRequest = z.output<typeof generateRequest>;

type Loose<T> = { [K in keyof T]?: T[K] | undefined };

/** The compiler sees here that what is accepted is what the library can send. */
export function asContents(request: Pick<GenerateRequest, 'contents'>): WireContent[] {
  return request.contents;
}

/** The library's types, without its classes and with fields that may be undefined. */
export type WirePart = Loose<Pick<Part, 'text' | 'thought' | 'thoughtSignature'>> & {
  inlineData?: Loose<NonNullable<Part['inlineData']>> | undefined;
  functionCall?: Loose<NonNullable<Part['functionCall']>> | undefined;
  functionResponse?:
    | (Loose<Pick<NonNullable<Part['functionResponse']>, 'id' | 'name' | 'response'>> & {
        parts?: { inlineData: { mimeType: string; data: string } }[] | undefined;
      })
    | undefined;
};
export type WireContent = Loose<Pick<Content, 'role'>> & { parts: WirePart[] };
