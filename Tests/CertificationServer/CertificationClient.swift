import Varlink

/// Goes through the certification as a client. The server does the checking.
func certify(against path: String) throws -> Bool {
    let client = try VarlinkClient(connectingTo: path, timeout: .seconds(20))
    let id = try client.call(Start.self).clientID
    let bool = try client.call(Test01.self, WithClient(id, NoParameters()))
    let int = try client.call(Test02.self, WithClient(id, bool))
    let float = try client.call(Test03.self, WithClient(id, int))
    let string = try client.call(Test04.self, WithClient(id, float))
    let all = try client.call(Test05.self, WithClient(id, string))
    let structure = try client.call(Test06.self, WithClient(id, all))
    let map = try client.call(Test07.self, WithClient(id, structure))
    let set = try client.call(Test08.self, WithClient(id, map))
    let myType = try client.call(Test09.self, WithClient(id, set))
    var replies: [String] = []
    try client.more(Test10.self, WithClient(id, myType)) { reply in
        replies.append(reply.string)
        return true
    }
    try client.oneway(Test11.self, WithClient(id, Replies(replies: replies)))
    return try client.call(End.self, WithClient(id, NoParameters())).allOK
}
