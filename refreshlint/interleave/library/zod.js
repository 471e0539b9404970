// zod 3 and 4, yup and joi in their plainest use: schemas that take what they are given. Facts: their documentation.

const kinds = [
  'string number boolean date bigint any unknown never void null undefined object array tuple record map set enum',
  'nativeEnum literal union discriminatedUnion intersection lazy promise function instanceof custom strictObject',
  'looseObject optional nullable preprocess email url uuid int mixed ref addMethod setLocale',
]
  .join(' ')
  .split(' ');
const steps = [
  'optional nullable nullish default catch min max length email url uuid cuid regex trim datetime int positive nonnegative',
  'negative nonempty strict passthrough strip loose catchall partial deepPartial required pick omit extend merge refine',
  'superRefine pipe or and brand readonly describe element keyof array meta check matches oneOf when test label defined',
  'toLowerCase gt gte lt lte finite safe startsWith endsWith valid',
]
  .join(' ')
  .split(' ');

function schema(transform) {
  const apply = transform || ((value) => value);
  const made = {
    parse: apply,
    parseAsync: async (value) => apply(value),
    safeParse: (value) => ({ success: true, data: apply(value) }),
    safeParseAsync: async (value) => ({ success: true, data: apply(value) }),
    validate: async (value) => apply(value),
    validateSync: apply,
    cast: apply,
    isValid: async () => true,
    isValidSync: () => true,
    transform: (work) => schema((value) => work(apply(value), {})),
    shape: {},
    _def: {},
  };
  for (const name of steps) made[name] = () => made;
  return made;
}

export const z = { coerce: {} };
for (const name of kinds) z[name] = () => schema();
for (const name of ['string', 'number', 'boolean', 'date', 'bigint']) z.coerce[name] = z[name];

export class ZodError extends Error {
  issues = [];
  errors = [];
}

export const ValidationError = ZodError;
z.ZodError = ZodError;
z.ValidationError = ZodError;
const { string, number, boolean, date, object, array, mixed, literal, union, record, any, optional, nullable, lazy, tuple } = z;
export { string, number, boolean, date, object, array, mixed, literal, union, record, any, optional, nullable, lazy, tuple };
export default z;
