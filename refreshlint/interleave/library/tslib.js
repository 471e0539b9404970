// tslib 2: what compiled TypeScript imports instead of carrying it along. Facts: the package's documentation and its types.

export const __assign = Object.assign;

export function __extends(derived, base) {
  Object.setPrototypeOf(derived, base);
  derived.prototype = Object.create(base === null ? null : base.prototype);
  derived.prototype.constructor = derived;
}

export function __rest(source, names) {
  const made = {};
  for (const key of Object.keys(source)) if (!names.includes(key)) made[key] = source[key];
  return made;
}

export const __spreadArray = (to, from) => to.concat([...from]);
export const __spread = (...parts) => parts.flat();
export const __read = (source, count) => [...source].slice(0, count);

export function __values(source) {
  return source[Symbol.iterator]();
}

export function __awaiter(self, args, Maker, body) {
  return new Promise((resolve, reject) => {
    const steps = body.apply(self, args || []);
    const go = (name, given) => {
      try {
        const { done, value } = steps[name](given);
        if (done) resolve(value);
        else
          (value instanceof Promise ? value : new Promise((give) => give(value))).then(
            (result) => go('next', result),
            (error) => go('throw', error),
          );
      } catch (error) {
        reject(error);
      }
    };
    go('next');
  });
}

// A generator as a state machine: `body` runs one step and gives [operation, value]. 0 next, 1 throw, 2 return, 3 jump, 4 yield,
// 5 yield*, 6 error caught by the protected region, 7 end of a finally block.
export function __generator(self, body) {
  const state = {
    label: 0,
    trys: [],
    ops: [],
    sent() {
      if (state.given[0] === 1) throw state.given[1];
      return state.given[1];
    },
    given: [0, undefined],
  };
  let over = false;
  let inner = null;

  function step(operation) {
    let op = operation;
    while (true) {
      if (over && op[0] < 3) {
        if (op[0] === 1) throw op[1];
        return { value: op[0] === 2 ? op[1] : undefined, done: true };
      }
      if (inner && op[0] < 3) {
        const name = ['next', 'throw', 'return'][op[0]];
        const result = inner[name] ? inner[name](op[1]) : { done: true, value: op[1] };
        if (!result.done) return result;
        inner = null;
        op = [op[0] === 2 ? 2 : 0, result.value];
        continue;
      }
      const region = state.trys[state.trys.length - 1];
      if (op[0] === 0 || op[0] === 1) state.given = op;
      else if (op[0] === 4) {
        state.label++;
        return { value: op[1], done: false };
      } else if (op[0] === 5) {
        state.label++;
        inner = op[1];
        op = [0];
        continue;
      } else if (op[0] === 7) {
        op = state.ops.pop();
        state.trys.pop();
        continue;
      } else if (!region && (op[0] === 2 || op[0] === 6)) {
        over = true;
        if (op[0] === 6) throw op[1];
        return { value: op[1], done: true };
      } else if (op[0] === 3 && (!region || (op[1] > region[0] && op[1] < region[3]))) {
        state.label = op[1];
      } else if (op[0] === 6 && state.label < region[1]) {
        state.label = region[1];
        state.given = [0, op[1]];
      } else if (region && region[2] && state.label < region[2]) {
        state.label = region[2];
        state.ops.push(op);
      } else {
        if (region[2]) state.ops.pop();
        state.trys.pop();
        continue;
      }
      try {
        op = body.call(self, state);
      } catch (error) {
        op = [6, error];
        inner = null;
      }
    }
  }
  const made = { next: (value) => step([0, value]), throw: (error) => step([1, error]), return: (value) => step([2, value]) };
  made[Symbol.iterator] = () => made;
  return made;
}

export function __decorate(decorators, target, key, descriptor) {
  return [...decorators]
    .reverse()
    .reduce(
      (made, decorate) => (key === undefined ? decorate(made) : decorate(target, key, made)) || made,
      key === undefined ? target : descriptor,
    );
}

export const __metadata = () => () => {};
export const __param = () => () => {};
export const __await = (value) => value;
export const __importDefault = (loaded) => (loaded && loaded.__esModule ? loaded : { default: loaded });
export const __importStar = (loaded) => loaded;
export const __exportStar = (from, to) => Object.assign(to, from);
export const __classPrivateFieldGet = (object, fields, kind, getter) =>
  kind === 'a' ? getter && getter.call(object) : kind === 'm' ? getter : getter ? getter.value : fields.get(object);

export function __classPrivateFieldSet(object, fields, value, kind, setter) {
  if (kind === 'a') setter.call(object, value);
  else if (setter) setter.value = value;
  else fields.set(object, value);
  return value;
}
