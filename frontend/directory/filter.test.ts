import assert from "node:assert/strict";
import { test } from "node:test";

import { add, all, and, common, fromSteps, has, none, or, size } from "./bits";
import { Directory } from "./data";
import { found, matches } from "./filter";
import { drawing, madeUp } from "./made";
import { onPage, Orders, shuffled, today } from "./order";
import { cleared, isFiltered, readState, START, toggled, withChosen, writeState, type State } from "./state";
import { FEW, suggestions } from "./suggest";
import { Texts, wordsOf } from "./text";

const directory = new Directory(madeUp(1000));

function chosenAtRandom(draw: (below: number) => number): State {
  let state = START;
  for (let at = 0; at < 1 + draw(4); at++) {
    const facet = directory.facets[draw(directory.facets.length)]!;
    state = toggled(state, facet.key, facet.traits[draw(facet.traits.length)]!.id);
  }
  return state;
}

/** Who fits, one by one, as the rule is said: "or" within a facet, "and" across facets, and a place by its way. */
function oneByOne({ chosen }: State): number[] {
  const numbers = Array.from({ length: directory.count }, (_, place) => place);
  const fits = (key: string, id: string, place: number): boolean => has(directory.facet(key)!.byId.get(id)!.bits, place);
  const met = (province: string, way: string, place: number): boolean => {
    const { rooms, afar } = directory.reach(province)!;
    return fits("format", way, place) && has(way === "in-person" ? rooms : afar, place);
  };
  const [provinces, ways] = ["province", "format"].map((key) => [...(chosen.get(key) ?? [])]);
  return numbers.filter((place) => {
    const any = [...chosen].every(([key, ids]) => ids.size === 0 || [...ids].some((id) => fits(key, id, place)));
    if (!any || provinces!.length === 0 || ways!.length === 0) return any;
    return provinces!.some((province) => ways!.some((way) => met(province, way, place)));
  });
}

test("sets of bits hold what was put into them", () => {
  for (const count of [1, 31, 32, 33, 1000]) {
    assert.equal(size(all(count)), count);
    assert.equal(size(none(count)), 0);
  }
  const bits = fromSteps([0, 31, 1, 967], 1000);
  assert.deepEqual([0, 31, 32, 999].map((place) => has(bits, place)), [true, true, true, true]);
  assert.equal(size(bits), 4);
  const other = none(1000);
  add(other, 31);
  add(other, 500);
  assert.equal(common(bits, other), 1);
  assert.equal(size(and(bits, other)), 1);
  or(other, bits);
  assert.equal(size(other), 5);
});

test("choices are or within a facet and and between facets, for 300 random states", () => {
  const draw = drawing(7);
  for (let round = 0; round < 300; round++) {
    const state = chosenAtRandom(draw);
    const { bits, count } = matches(directory, state);
    const expected = oneByOne(state);
    assert.equal(count, expected.length);
    assert.equal(found(directory, state, null), count);
    assert.ok(expected.every((place) => has(bits, place)));
  }
});

test("a choice is counted as if it were the only one of its facet", () => {
  const draw = drawing(8);
  for (let round = 0; round < 50; round++) {
    const state = chosenAtRandom(draw);
    const { counts } = matches(directory, state);
    for (const { key, traits } of directory.facets) {
      traits.forEach(({ id }, at) => {
        const expected = oneByOne(withChosen(state, key, new Set([id]))).length;
        assert.equal(counts.get(key)![at], expected, `${key} ${id}`);
      });
    }
  }
});

test("who has a room elsewhere and comes by video is not met in person", () => {
  const cards = { ...madeUp(2).cards };
  const format = [["in-person", [0, 1]], ["video", [0]]] as const;
  const province = [["CA-ON", [0]], ["CA-QC", [0, 1]]] as const;
  const values = (of: typeof format | typeof province) => of.map(([id, steps]) => [id, id, "", steps] as const);
  const facets = [{ key: "province", title: "", values: values(province) }, { key: "format", title: "", values: values(format) }];
  const reach = { "CA-ON": [[0], []], "CA-QC": [[1], [0]] } as const;
  const two = new Directory({ ...madeUp(2), cards, facets, reach });
  const quebec = toggled(START, "province", "CA-QC");
  assert.equal(matches(two, quebec).count, 2);
  assert.deepEqual([...matches(two, quebec).counts.get("format")!], [1, 1]);
  assert.equal(matches(two, toggled(quebec, "format", "in-person")).count, 1);
  assert.deepEqual([...matches(two, toggled(START, "format", "video")).counts.get("province")!], [0, 1]);
});

test("a state comes back from its address", () => {
  const draw = drawing(9);
  for (let round = 0; round < 100; round++) {
    const state = { ...chosenAtRandom(draw), query: draw(2) ? "Élan & co" : "", page: 1 + draw(5) };
    assert.deepEqual(readState(writeState(state), directory), state);
  }
  assert.equal(writeState(START), "");
  assert.deepEqual(readState("#main", directory), START);
});

test("an address from elsewhere does no harm", () => {
  for (const hash of ["#?modality=nope..&page=-3&sort=paid&q=", "#?page=1e99", "#?page=x", "#?", "#?province=%00"]) {
    assert.deepEqual(readState(hash, directory), START, hash);
  }
});

test("what is chosen can be given back, one by one or all at once", () => {
  const id = directory.facet("modality")!.traits[0]!.id;
  const chosen = toggled({ ...START, sort: "fee", page: 3 }, "modality", id);
  assert.equal(chosen.page, 1);
  assert.ok(isFiltered(chosen));
  assert.ok(!isFiltered(toggled(chosen, "modality", id)));
  assert.deepEqual(cleared(chosen), { ...START, sort: "fee" });
});

test("the fair order is one for all on one day, another on the next, and holds everybody", () => {
  const one = [...new Orders(directory, "2026-11-22").of("fair")];
  assert.deepEqual(one, [...new Orders(new Directory(madeUp(1000)), "2026-11-22").of("fair")]);
  assert.notDeepEqual(one, [...new Orders(directory, "2026-11-23").of("fair")]);
  assert.deepEqual([...one].sort((a, b) => a - b), Array.from({ length: 1000 }, (_, place) => place));
  assert.equal(today(new Date("2026-11-22T23:59:59Z")), "2026-11-22");
});

test("over a year nobody is first much oftener than others", () => {
  const ids = Array.from({ length: 20 }, (_, place) => `therapist-${place}`);
  const first = new Map<string, number>();
  for (let day = 0; day < 2000; day++) {
    const keys = ids.map((id) => shuffled(`${day} ${id}`));
    const winner = ids[keys.indexOf(Math.min(...keys))]!;
    first.set(winner, (first.get(winner) ?? 0) + 1);
  }
  // 100 are expected of each; 60 to 140 lies four standard deviations around it.
  for (const id of ids) assert.ok(Math.abs((first.get(id) ?? 0) - 100) < 40, `${id}: ${first.get(id)}`);
});

test("fees come lowest first and unknown ones last", () => {
  const fees = [...new Orders(directory, "").of("fee")].map((place) => directory.raw.cards.fee[place] ?? Infinity);
  assert.ok(fees.every((fee, at) => at === 0 || fee >= fees[at - 1]!));
});

test("room comes before waiting lists, and the latest word first", () => {
  const { room, roomSince } = directory.raw.cards;
  const states = [...new Orders(directory, "").of("room")].map((place) => [room[1][place]!, -roomSince[place]!] as const);
  for (let at = 1; at < states.length; at++) {
    const [before, now] = [states[at - 1]!, states[at]!];
    assert.ok(before[0] < now[0] || (before[0] === now[0] && before[1] <= now[1]));
  }
});

test("the pages of an order hold everybody once", () => {
  const order = new Orders(directory, "2026-11-22").of("fair");
  const { bits, count } = matches(directory, toggled(START, "province", "CA-ON"));
  const pages = Array.from({ length: Math.ceil(count / 24) }, (_, at) => onPage(order, bits, at + 1, 24));
  assert.equal(new Set(pages.flat()).size, count);
  assert.ok(pages.slice(0, -1).every((page) => page.length === 24));
  assert.deepEqual(onPage(order, bits, pages.length + 1, 24), []);
});

test("words are found at their beginnings, whatever their accents and case", () => {
  const texts = new Texts(directory);
  assert.equal(texts.find("   "), null);
  assert.equal(size(texts.find("elan")!), 1000);
  assert.deepEqual(wordsOf("L’Île-des-Sœurs, MONTRÉAL"), ["l", "ile", "des", "sœurs", "montreal"]);
  assert.equal(size(texts.find("name 999")!), 1);
  assert.equal(size(texts.find("ame")!), 0);
});

test("when few are found, only what finds more is offered", () => {
  const draw = drawing(11);
  let offered = 0;
  for (let round = 0; round < 200; round++) {
    const state = chosenAtRandom(draw);
    const { count } = matches(directory, state);
    const found = suggestions(directory, state, null, count);
    offered += found.length;
    if (count >= FEW) assert.deepEqual(found, []);
    for (const each of found) {
      assert.ok(each.count > count);
      assert.equal(matches(directory, each.state).count, each.count);
    }
  }
  assert.ok(offered > 0);
});

test("a directory of another version is refused", () => {
  assert.throws(() => new Directory({ ...madeUp(1), version: 2 }), /version 2/);
});
