/**
 * The JSON schema of SARIF 2.1.0 (OASIS, errata 01), as far as a log of ours reaches: the objects that it has, each
 * with every property that the standard gives it a type for without another object. A property that is not here would
 * be refused, though the standard may have it.
 */

const text = { type: 'string' } as const;
const uri = { type: 'string', format: 'uri' } as const;
const ofType = (name: string) => ({ $ref: `#/definitions/${name}` });
const list = (items: object, uniqueItems = true) => ({ type: 'array', minItems: 0, uniqueItems, items });
const guid = {
  type: 'string',
  pattern: '^[0-9a-fA-F]{8}-[0-9a-fA-F]{4}-[1-5][0-9a-fA-F]{3}-[89abAB][0-9a-fA-F]{3}-[0-9a-fA-F]{12}$',
} as const;
const integer = (minimum: number) => ({ type: 'integer', minimum });

const object = (properties: Readonly<Record<string, object>>, rules: object = {}) => ({
  type: 'object',
  additionalProperties: false,
  properties,
  ...rules,
});
/** One of several properties has to be there. */
const anyOf = (...names: readonly string[]) => ({ anyOf: names.map((it) => ({ required: [it] })) });

const definitions = {
  run: object(
    {
      tool: ofType('tool'),
      results: list(ofType('result'), false),
      columnKind: { enum: ['utf16CodeUnits', 'unicodeCodePoints'] },
      originalUriBaseIds: { type: 'object', additionalProperties: ofType('artifactLocation') },
      baselineGuid: guid,
      defaultEncoding: text,
      defaultSourceLanguage: text,
      language: { type: 'string', pattern: '^[a-zA-Z]{2}(-[a-zA-Z]{2})?$' },
      redactionTokens: list(text),
    },
    { required: ['tool'] },
  ),
  tool: object(
    { driver: ofType('toolComponent'), extensions: list(ofType('toolComponent')) },
    { required: ['driver'] },
  ),
  toolComponent: object(
    {
      guid,
      name: text,
      fullName: text,
      organization: text,
      product: text,
      version: text,
      semanticVersion: text,
      downloadUri: uri,
      informationUri: uri,
      shortDescription: ofType('multiformatMessageString'),
      fullDescription: ofType('multiformatMessageString'),
      rules: list(ofType('reportingDescriptor')),
      notifications: list(ofType('reportingDescriptor')),
    },
    { required: ['name'] },
  ),
  reportingDescriptor: object(
    {
      id: text,
      guid,
      name: text,
      deprecatedIds: list(text),
      shortDescription: ofType('multiformatMessageString'),
      fullDescription: ofType('multiformatMessageString'),
      help: ofType('multiformatMessageString'),
      helpUri: uri,
    },
    { required: ['id'] },
  ),
  result: object(
    {
      ruleId: text,
      ruleIndex: integer(-1),
      kind: { enum: ['notApplicable', 'pass', 'fail', 'review', 'open', 'informational'] },
      level: { enum: ['none', 'note', 'warning', 'error'] },
      message: ofType('message'),
      locations: list(ofType('location'), false),
      relatedLocations: list(ofType('location')),
      guid,
      correlationGuid: guid,
      occurrenceCount: integer(1),
      fingerprints: { type: 'object', additionalProperties: text },
      partialFingerprints: { type: 'object', additionalProperties: text },
      baselineState: { enum: ['new', 'unchanged', 'updated', 'absent'] },
    },
    { required: ['message'] },
  ),
  location: object({
    id: integer(-1),
    physicalLocation: ofType('physicalLocation'),
    message: ofType('message'),
    annotations: list(ofType('region')),
  }),
  physicalLocation: object(
    { artifactLocation: ofType('artifactLocation'), region: ofType('region'), contextRegion: ofType('region') },
    anyOf('address', 'artifactLocation'),
  ),
  artifactLocation: object({ uri: { type: 'string', format: 'uri-reference' }, uriBaseId: text, index: integer(-1) }),
  region: object(
    {
      startLine: integer(1),
      startColumn: integer(1),
      endLine: integer(1),
      endColumn: integer(1),
      charOffset: integer(-1),
      charLength: integer(0),
      byteOffset: integer(-1),
      byteLength: integer(0),
      message: ofType('message'),
      sourceLanguage: text,
    },
    anyOf('startLine', 'charOffset', 'byteOffset'),
  ),
  message: object({ text, markdown: text, id: text, arguments: list(text, false) }, anyOf('text', 'id')),
  multiformatMessageString: object({ text, markdown: text }, { required: ['text'] }),
};

export const sarifSchema = {
  ...object(
    { $schema: uri, version: { enum: ['2.1.0'] }, runs: { ...list(ofType('run'), false), type: ['array', 'null'] } },
    { required: ['version', 'runs'] },
  ),
  definitions,
};
