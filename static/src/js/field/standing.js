// How the queue stands: whose records these are, how many have not arrived, and since when. Pure; made of one snapshot.

const ON_THE_WAY = new Set(["waiting", "unverified"]);

function counted(records) {
  const of = (state) => records.filter((one) => one.state === state).length;
  const waits = records.filter((one) => ON_THE_WAY.has(one.state));
  return {
    waiting: of("waiting"), unverified: of("unverified"), stuck: of("stuck"), held: of("held"),
    number: waits.length, oldest: waits.length ? Math.min(...waits.map(({ savedAt }) => savedAt)) : 0,
  };
}

// ``own``: all devices this phone ever was for the same officer; one whose token ended keeps its records under its own
// name. Of others there are counts only, without contents.
export function standing({ active, stranger, devices, records, visits }) {
  const owner = devices.find(({ client }) => client === active);
  const own = owner ? devices.filter((one) => one.account === owner.account) : [];
  const mine = new Set(own.map(({ client }) => client));
  const others = devices.filter(({ client }) => !mine.has(client))
    .map(({ client }) => counted(records.filter((one) => one.client === client))).filter(({ number }) => number);
  const ended = own.some(({ client, refused }) => refused && records.some((one) => one.client === client && ON_THE_WAY.has(one.state)));
  const kept = records.filter(({ client }) => mine.has(client));
  return { owner, own, stranger, known: devices.length > 0, mine: counted(kept), others, ended, records: kept, visits: visits.filter(({ client }) => mine.has(client)) };
}
