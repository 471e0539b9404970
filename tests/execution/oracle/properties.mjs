// The properties of a run, and its trace.
//
// race           A refresh is sent while another is in flight, or a used refresh token is sent.
// lost           A call fails or gives something else than with a valid token although each refresh of its phase worked.
// hang           A call has not settled when nothing can happen any more.
// stuck          A later call that meets an expired token gives nothing and sends no refresh.
// loop           The calls of a phase send more than 40 requests each.
// stale          After a refresh has worked, a call whose first try was refused sends that request with the old access token again.
// after-failure  While no refresh works, a call whose first try was refused sends that request again, or reports success.

export const PROPERTIES = ['race', 'lost', 'hang', 'stuck', 'loop', 'stale', 'after-failure'];

/** What a run breaks, by property: a sentence. reference: the shape that a call gives with a valid token. */
export function broken({ world, phases }, reference) {
  const found = new Map();
  const report = (property, sentence) => {
    if (!found.has(property)) found.set(property, sentence);
  };
  for (const event of world.log) {
    if (event.kind === 'send' && event.overlaps) report('race', `${event.actor} sends a refresh while another is in flight`);
    if (event.kind === 'answer' && event.reused) report('race', `${event.actor} sends the used refresh token ${event.token}`);
  }
  if (world.flooded) report('loop', `${world.sends} requests were sent and there is no end`);
  for (const phase of phases) {
    const log = world.log.filter((event) => event.phase === phase.name);
    judgeCalls(phase, log, reference, world.flooded, report);
    judgeReplays(phase, log, report);
  }
  return found;
}

const worked = (call, log, reference) => {
  if (!call.settled || call.failed || call.shape !== reference) return false;
  if (reference !== null) return true;
  const last = log.filter((event) => event.kind === 'answer' && event.actor === call.actor && !event.refresh).at(-1);
  return last === undefined || last.status === 200 && !last.expired;
};

function judgeCalls(phase, log, reference, flooded, report) {
  const refreshes = log.filter((event) => event.kind === 'send' && event.refresh).length;
  const failures = log.filter((event) => event.kind === 'answer' && event.refresh && !event.worked).length;
  const nothing = phase.expect === 'failure' && !log.some((event) => event.worked);
  for (const call of phase.callers) {
    if (worked(call, log, reference)) {
      if (nothing && reference !== null && refused(log, call.actor)) {
        report('after-failure', `${call.actor} reports success although no refresh worked`);
      }
      continue;
    }
    const said = call.failed ? `fails (${call.why})` : `gives ${call.shape}`;
    const outcome = `${call.actor} ${call.settled ? said : 'never settles'}`;
    if (phase.name !== 'first' && refreshes === 0) report('stuck', `${outcome}, and no refresh is sent`);
    else if (!call.settled && !flooded) report('hang', outcome);
    else if (call.settled && phase.expect === 'success' && failures === 0) report('lost', `${outcome} although the refresh worked`);
  }
}

/** The first try of a call in a phase, if it was refused as expired: {key, access, at}; `at` is the place of its answer in the log. */
function refused(log, actor) {
  const first = log.find((event) => event.kind === 'send' && event.actor === actor && !event.refresh && !event.logout);
  if (!first) return null;
  const at = log.findIndex((event) => event.kind === 'answer' && event.id === first.id);
  return at >= 0 && log[at].expired ? { key: first.key, access: first.access, at } : null;
}

function judgeReplays(phase, log, report) {
  for (const { actor } of phase.callers) {
    const first = refused(log, actor);
    if (!first) continue;
    const again = log.map((event, at) => ({ ...event, at })).filter((event) => event.at > first.at && event.kind === 'send');
    for (const event of again) {
      if (event.actor !== actor || event.key !== first.key) continue;
      const answers = log.slice(0, event.at).filter((each) => each.kind === 'answer' && each.refresh);
      const sent = log.slice(0, event.at).some((each) => each.kind === 'send' && each.refresh);
      const newer = answers.some((each) => each.worked && `A${each.pair}` !== first.access);
      if (event.access === first.access && newer) {
        report('stale', `${actor} sends ${event.name} with ${event.access ?? 'no token'} again after the refresh`);
      }
      if (phase.expect === 'failure' && !answers.some((each) => each.worked) && (answers.length > 0 || !sent)) {
        report('after-failure', `${actor} sends ${event.name} again although the refresh failed`);
      }
    }
  }
}

const PHASES = { between: '-- in between', expiry: '-- two hours later', login: '-- after a new log-in' };

/** The run as lines, for a reader. */
export function traceOf({ world }) {
  const rows = [];
  let phase = 'first';
  for (const event of world.log) {
    if (event.phase === 'load') continue;
    if (event.phase !== phase) rows.push(PHASES[event.phase]);
    phase = event.phase;
    rows.push(`${event.actor}: ${sentenceOf(event)}`);
  }
  return rows;
}

function sentenceOf(event) {
  if (event.kind === 'settle') return event.failed ? `fails: ${event.why}` : `gives ${event.shape ?? 'nothing'}`;
  if (event.kind === 'send') {
    return `${event.name} ${event.refresh ? 'spends' : 'with'} ${(event.refresh ? event.token : event.access) ?? 'no token'}`;
  }
  const pair = event.pair ? ` A${event.pair}/R${event.pair}` : '';
  return `${event.name} <- ${event.status || 'network lost'}${pair}${event.reused ? ' (used before)' : ''}`;
}
