/** A program of 500 routes and about 10,000 lines, of the kind that a service of some years has; the same text every time. */
export function generateProgram(resources = 100): string {
  const parts = ["@server(4110, docs=false)\nfn main() => 0\n"];
  for (let n = 0; n < resources; n++) parts.push(resource(n));
  return parts.join("\n");
}

/** One resource: its types, in-memory state, five routes and helpers; 100 lines. */
function resource(n: number): string {
  const T = `Item${n}`;
  return `/// A thing of kind ${n}.
type ${T} {
    id: Int,
    /// What people call it
    name: Str,
    price: Float = 9.5,
    tags: List<Str> = [],
    owner: Str?,
    state: State${n} = State${n}.Draft,

    fn label() -> Str => "{id}: {name}"

    fn total(count: Int) -> Float {
        let sum: Float = 0.0
        for i in 0..count {
            sum += price + i
        }
        return sum
    }
}

type New${T} {
    @min_len(1) @max_len(80) name: Str,
    @min(0) price: Float = 1.0,
    tags: List<Str> = [],
    owner: Str?,
}

enum State${n} { Draft, Published(day: Int), Failed(code: Int, why: Str) }

let items${n}: Map<Int, ${T}> = {}
let next${n} = 1

fn describe${n}(state: State${n}) -> Str => match state {
    Draft => "draft"
    Published(day) => "published on day {day}"
    Failed(code, why) => "failed with {code}: {why}"
}

fn find${n}(id: Int) -> Result<${T}> {
    if id < 0 {
        return Err("bad id {id}")
    }
    return items${n}.get(id).map_err(fn(_) => "no item {id}")
}

fn cheap${n}(limit: Float) -> List<${T}> {
    let found: List<${T}> = []
    for (_, item) in items${n} {
        if item.price < limit and not item.tags.is_empty() {
            found.push(item)
        }
    }
    return found
}

/// All things of kind ${n}.
@get("/items${n}")
fn list${n}(q: Str?, limit: Int = 20) -> List<${T}> {
    let all = items${n}.values()
    if q != null {
        return all.filter(fn(item) => item.name.contains(q)).take(limit)
    }
    return all.take(limit)
}

@get("/items${n}/{id}")
fn show${n}(id: Int) -> Result<${T}> {
    let item = match find${n}(id) {
        Ok(found) => found,
        Err(text) => return 404 { "error": text },
    }
    return Ok(item)
}

@post("/items${n}")
fn create${n}(body: New${T}) -> ${T} {
    let item = ${T} { id: next${n}, name: body.name, price: body.price, tags: body.tags, owner: body.owner }
    items${n}[item.id] = item
    next${n} += 1
    return item
}

@put("/items${n}/{id}")
fn rename${n}(id: Int, name: Str) -> Result<${T}> {
    let item = find${n}(id)?
    item.name = name
    item.state = State${n}.Published(id % 7)
    return Ok(item)
}

@delete("/items${n}/{id}")
fn remove${n}(id: Int) -> Bool {
    return items${n}.remove(id)
}
`;
}

if (import.meta.main) console.log(generateProgram());
