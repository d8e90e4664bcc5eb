/**
 * Every bound of the system in one place. A queue, cache, buffer or text that somebody else can
 * grow has its limit here, with the reason for the number where it is not obvious.
 */
export const limits = {
  config: {
    fileBytes: 1024 * 1024,
    depth: 64,
    includeDepth: 10,
    /** Includes that one load follows; a file that is included twice counts twice. */
    includes: 256,
    /** Root and includes together. */
    totalBytes: 8 * 1024 * 1024,
    historyVersions: 50,
    /** Old versions beyond this go first, however few there are. */
    historyBytes: 64 * 1024 * 1024,
    /** Paths that are named for each old version, and the size up to which its text is compared. */
    historySummaryPaths: 3,
    historySummaryBytes: 512 * 1024,
    dotEnvBytes: 256 * 1024,
    /** Named values in the secret store. */
    secrets: 1_000,
    /** Quiet time after a change before the files are read; a save comes as several events. */
    debounceMs: 15,
    /** How often a folder that cannot be watched is looked at. */
    pollMs: 2_000,
    editsPerWrite: 1_000,
    /** A file above `shrinkGuardBytes` may not lose more than half of its bytes in one write. */
    shrinkGuardBytes: 200,
    problems: 500,
    bindings: 1_000,
  },
  frame: {
    /** As the OpenClaw protocol announces it. */
    maxBytes: 25 * 1024 * 1024,
    /** Before authentication nobody may make us buffer more. */
    preAuthBytes: 64 * 1024,
    /** Unsent bytes on one connection after which it is closed as too slow; told in hello-ok. */
    bufferedBytes: 50 * 1024 * 1024,
    /** Unsent bytes on one connection after which droppable events and chat deltas wait or fall out. */
    droppingBytes: 1024 * 1024,
    /** Pieces one message may come in. */
    fragments: 1_024,
    /** Requests of one connection that are being worked on. */
    inFlight: 1_000,
    /** Frames in a row that are no requests, after which the connection is closed. */
    badFrames: 20,
    /** Other names of conversations that one connection may use at once. */
    aliases: 64,
    handshakeMs: 10_000,
    tickMs: 30_000,
    deltaMs: 33,
    /** Above this the cumulative message is left out of chat deltas. */
    cumulativeBytes: 8 * 1024,
    /** Runs whose text is kept for clients that join late, and how much of each (characters). */
    streamedRuns: 1_000,
    streamedChars: 256 * 1024,
    /** After that silence a run is taken for ended, though nobody said so. */
    streamIdleMs: 60 * 60_000,
  },
  auth: {
    /** Failed attempts of one address within `windowMs`; then it waits for `lockMs`. */
    failures: 10,
    windowMs: 60_000,
    lockMs: 5 * 60_000,
    trackedAddresses: 1_000,
    codeMs: 10 * 60_000,
    /** Sign-in codes that wait to be used. */
    codes: 32,
    /** Browsers that are signed in; the one unused for longest makes room. */
    webSessions: 100,
    webSessionMs: 30 * 24 * 60 * 60_000,
    /** Sockets before their connect request: all, and of one address that is not this machine. */
    pendingSockets: 12_000,
    pendingPerAddress: 128,
    /** How far the clock of a device may be off, as in the OpenClaw protocol. */
    signatureSkewMs: 2 * 60_000,
    /** The body of a request to sign in. */
    bodyBytes: 4 * 1024,
  },
  eventLog: {
    entries: 2_000,
    bytes: 4 * 1024 * 1024,
    /** Who was not told of an event of the log is told its number within this time. */
    cursorMs: 1_000,
    /** Conversations one connection can look at. */
    watched: 64,
  },
  storage: {
    busyMs: 2_000,
    cacheKib: 2_048,
    /** The write-ahead log is cut back to this after a checkpoint. */
    walBytes: 8 * 1024 * 1024,
    /** Jobs that share one transaction at most. */
    batchJobs: 1_000,
    /** Prepared statements that are kept; all texts that do not depend on a question are fewer than half. */
    statements: 800,
  },
  provider: {
    /** All characters of one stream, wrapping included; they flow through and are not kept. */
    streamChars: 256 * 1024 * 1024,
    /** Characters of text, reasoning and tool arguments of one answer. */
    answerChars: 8 * 1024 * 1024,
    /** One event of a stream, or one answer that does not stream. */
    eventChars: 8 * 1024 * 1024,
    toolCalls: 128,
    /** Of an answer that is an error, what is read. */
    errorBytes: 64 * 1024,
    /** After the model has ended: how long its count of tokens may take to come. */
    trailerMs: 2_000,
    /** Connections that the server closed while they were idle, before it counts as a failure. */
    staleSockets: 3,
    /** Events that wait for a slow reader before the socket is paused. */
    queuedEvents: 256,
    modelListBytes: 8 * 1024 * 1024,
    modelListEntries: 2_000,
    modelListMs: 5_000,
    modelListAgeMs: 10 * 60_000,
    ollamaMs: 300,
    /** The window an Ollama model is asked for at first; it doubles when a prompt needs more. */
    ollamaContextTokens: 8_192,
    /** Models of one Ollama that are remembered, and asked what they can. */
    ollamaModels: 64,
    /** The user's prices.json5, and how often it is looked at. */
    priceFileBytes: 1024 * 1024,
    priceFileMs: 5_000,
    /** Connections to one server at once, and those kept for the next request. */
    sockets: 512,
    idleSockets: 64,
    /** Keep-alive; shorter than what common servers grant, so that they rarely hang up first. */
    idleSocketMs: 4_000,
    retryBaseMs: 500,
    retryMaxMs: 10_000,
    /** A server that asks for a longer pause is not waited for: another model may answer sooner. */
    retryAfterMs: 20_000,
    /** However long a server wants to be left alone, it is asked again after this. */
    cooldownMs: 5 * 60_000,
    /** For a server that does not say how long. */
    defaultCooldownMs: 10_000,
    /** Models whose cool-down is remembered. */
    cooldowns: 1_000,
    /** Models of which it is remembered how they want to be asked. */
    dialects: 200,
    /** Texts in one request for embeddings (Gemini takes no more), and the bytes of its answer. */
    embedTexts: 100,
    embedBytes: 32 * 1024 * 1024,
  },
  tools: {
    /** What the model gets to read of one result. */
    resultChars: 64 * 1024,
    /** What is kept of one result for the trace. */
    wholeChars: 2 * 1024 * 1024,
    /** Pictures of one result, and each of them. */
    images: 4,
    imageBytes: 4 * 1024 * 1024,
    argumentChars: 256 * 1024,
    /** Agents and channels whose list of tools is kept ready. */
    knownUsers: 500,
    /** A tool that a person tries out may run this long, unless it has a time of its own. */
    tryOutMs: 10 * 60_000,
    /** Outcomes of tools that were tried out, kept for a client that asks again with the same key. */
    keptOutcomes: 16,
    /** Characters and nesting of one calculation. */
    expressionChars: 1_000,
    expressionDepth: 64,
    waitSeconds: 60,
  },
  mcp: {
    /** How long a server may take to start and to say what it can. Some download themselves first. */
    startMs: 60_000,
    /** How long a turn waits for a server it may want; its tools are there from the next turn. */
    waitMs: 10_000,
    /** What a server may take to end after its line was closed, before it is killed. */
    endMs: 300,
    toolsPerServer: 500,
    /** Tools of a server that were once said to write. */
    rememberedHints: 2_000,
    toolListPages: 50,
    /** What a model is told of one tool. */
    descriptionChars: 4_096,
    schemaBytes: 64 * 1024,
    schemaDepth: 24,
    /** One message of a server, unpacked. */
    messageBytes: 10 * 1024 * 1024,
    /** Of one result: the text, and the pictures together. */
    resultChars: 1024 * 1024,
    imageBytes: 8 * 1024 * 1024,
    images: 8,
    /** Lines of a server's stderr that go into the log, each minute, and how long each may be. */
    stderrLines: 60,
    stderrChars: 1_000,
    restartBaseMs: 500,
    restartCapMs: 5 * 60_000,
    restartFloorMs: 200,
    stableMs: 30_000,
    /** After a server said that its tools changed: how long it may go on saying so. */
    listQuietMs: 100,
  },
  skills: {
    count: 200,
    /** One SKILL.md, or one file beside it. */
    fileBytes: 256 * 1024,
    frontMatterBytes: 8 * 1024,
    descriptionChars: 1_024,
    /** All names and descriptions in a system prompt. */
    promptChars: 16 * 1024,
    /** Files that are named when a skill is read. */
    files: 200,
  },
  extensions: {
    count: 100,
    toolsEach: 50,
    manifestBytes: 64 * 1024,
    codeBytes: 512 * 1024,
    descriptionChars: 4_096,
    schemaBytes: 32 * 1024,
    schemaDepth: 16,
    hosts: 50,
    folders: 20,
    secrets: 20,
    runMs: 30_000,
    /** Loading the code once, to see whether it can be. */
    checkMs: 5_000,
    memoryMb: 64,
    resultChars: 1024 * 1024,
    logLines: 50,
    /** Quiet time after a change before an extension is read again; an editor saves in pieces. */
    debounceMs: 50,
    pollMs: 2_000,
    /** One request of the function fetch. */
    fetchMs: 20_000,
    fetchBytes: 2 * 1024 * 1024,
    requestBytes: 1024 * 1024,
    redirects: 5,
    fileBytes: 1024 * 1024,
    folderEntries: 1_000,
    /** What an extension may keep. */
    storeKeys: 1_000,
    storeKeyChars: 256,
    storeValueBytes: 64 * 1024,
    storeBytes: 1024 * 1024,
  },
  /** What is read from the web by `web_fetch` and `web_search`; time and size of a page are settings. */
  web: {
    urlChars: 8_192,
    /** Steps of one redirect chain. */
    redirects: 5,
    /** Codings of one body, such as gzip in gzip; honest servers use one. */
    encodings: 2,
    /** What a model gets of a page at once; it asks on with an offset. */
    pageChars: 20_000,
    mostPageChars: 60_000,
    /** Addresses of one name that are looked at. */
    addresses: 32,
    /** Making a page readable: time and memory of one page, pages that wait, and when the reader goes. */
    readMs: 8_000,
    readMemoryMb: 256,
    readQueue: 16,
    readerIdleMs: 60_000,
    /** Pages kept for the next part of a long one, and for how long. */
    keptPages: 8,
    keptPageMs: 5 * 60_000,
    keptPageChars: 1024 * 1024,
    /** Addresses of turns that need not be asked about again. */
    askedPages: 500,
    searchResults: 20,
    searchQueryChars: 400,
    snippetChars: 600,
    searchBytes: 2 * 1024 * 1024,
    searchMs: 15_000,
  },
  browser: {
    /** Browsers at once, one an agent, and tabs of one. */
    browsers: 3,
    tabs: 8,
    startMs: 20_000,
    openMs: 30_000,
    actionMs: 10_000,
    /** How long a page may go on loading after an action before it is read. */
    settleMs: 2_000,
    snapshotChars: 30_000,
    /** Above that a snapshot is not even looked at. */
    snapshotMostChars: 4 * 1024 * 1024,
    screenshotBytes: 2 * 1024 * 1024,
    typedChars: 20_000,
    downloadBytes: 100 * 1024 * 1024,
    downloadMs: 120_000,
    downloadNameChars: 120,
    /** Connections of one browser through its proxy, and how long one may be silent. */
    sockets: 256,
    socketIdleMs: 5 * 60_000,
    connectMs: 15_000,
    /** Refused addresses that are told with the next result. */
    refusals: 20,
    closeMs: 3_000,
    /** Turns whose allowed sites are remembered. */
    turns: 500,
    /** Actions that wait for the one before, of one agent. */
    queue: 8,
    /** How long it is believed that a program is there, or is not. */
    searchAgeMs: 10_000,
    /** Main memory of the thread that steers browsers. */
    hostMemoryMb: 512,
  },
  memory: {
    noteChars: 2_000,
    /** Notes of one agent about one person or chat. */
    notes: 2_000,
    /** Whom the interface lists notes about. */
    subjects: 2_000,
    /** What the tool shows of a search, and of everything. */
    found: 20,
    listed: 100,
    /** Texts that go to the embedding model at once. */
    embedBatch: 64,
    /** How long a turn waits to search by meaning, before it searches by words. */
    recallMs: 1_500,
  },
  chats: {
    /** Conversations an agent is told of. */
    listed: 50,
    messageChars: 8_000,
    errandChars: 32_000,
    /** Sub-agents of one conversation that work in the background at once. */
    subAgents: 8,
    /** How deep sub-agents may ask sub-agents. */
    subAgentDepth: 3,
    /** Results in a row that may lead to a further sub-agent in the background, with nobody writing. */
    rounds: 20,
  },
  /** The tool `files`, in the workspace of an agent. */
  files: {
    pathChars: 1_024,
    /** Folders inside folders. */
    depth: 32,
    /** The largest file that is read as text, changed or appended to. */
    fileBytes: 10 * 1024 * 1024,
    readLines: 2_000,
    /** Names of one folder that are looked at. */
    folderNames: 20_000,
    /** Rows of one listing. */
    entries: 1_000,
    searchFiles: 20_000,
    /** Larger files are not searched; all that one search reads. */
    searchFileBytes: 2 * 1024 * 1024,
    searchBytes: 128 * 1024 * 1024,
    hits: 200,
    hitChars: 240,
    /** Deleted things that can be taken back; the oldest are really deleted. */
    trashEntries: 500,
    callMs: 60_000,
  },
  /** The tool `shell`. */
  shell: {
    /** So short that whoever allows a command can read it. */
    commandChars: 8_000,
    /** Kept of what a command says: its beginning and its end. */
    headChars: 32 * 1024,
    tailChars: 24 * 1024,
    /** A command that says more is ended. */
    outputChars: 64 * 1024 * 1024,
    /** Between being told to end and being killed. */
    graceMs: 2_000,
    /** After the shell has ended: how long what it started may go on talking. */
    leaveMs: 200,
    /** Commands that run at once, of all agents. */
    running: 8,
  },
  /** `doctor.run`: from where on it warns, and how much of the log a bundle holds. */
  doctor: {
    freeBytes: 1024 * 1024 * 1024,
    /** The main thread busy for longer. */
    delayMs: 250,
    sandboxMs: 5_000,
    sandboxMb: 16,
    logBytes: 262_144,
    /** Faults of a damaged database that are told. */
    faults: 20,
  },
  /** `agents.test`: one question to the model each. */
  checkup: { answerMs: 30_000, listMs: 5_000, outputTokens: 1_024, answerChars: 120, names: 60 },
  /** Test chats with unsaved settings of an agent. */
  drafts: {
    /** Open at once; each has a database of its own in memory. */
    open: 12,
    /** Without anybody connected who uses it. */
    orphanMs: 5 * 60_000,
    /** Notes about the owner that the agent may recall in it. */
    notes: 500,
  },
  session: {
    historyPage: 50,
    excerptChars: 140,
    titleChars: 80,
    exportMessages: 100_000,
    /** Messages a prompt is made from at most, before the token budget cuts further. */
    promptMessages: 400,
    /** Conversations whose last prompt is kept in memory. */
    knownPaths: 64,
    /** Branches of one conversation that are listed, the newest. */
    branches: 100,
    /** Newer messages among which an answer to a message is looked for when a conversation leaves it. */
    childScan: 5_000,
    /** Turns of one page of turns.list. */
    turnsPage: 50,
  },
  search: {
    page: 30,
    rankedHits: 10_000,
    /** Words that an unfinished one may stand for and that are looked for one by one. */
    spelledOut: 128,
    /** Messages that are looked through at once, at first; what is quicker than this is followed by more. */
    stretchMessages: 16_384,
    quickMs: 2,
    /** What one page may take, but for its last stretch; with a filter so much of it goes by the words. */
    sliceMs: 25,
    wordsFirstMs: 10,
    /** A filter that leaves no more than these is gone through message by message. */
    fewSessions: 200,
    fewMessages: 20_000,
    /** Messages that are looked up one by one to see how long that takes. */
    triedMessages: 4,
    words: 16,
    workerIdleMs: 60_000,
  },
  maintenance: {
    healthEveryMs: 60_000,
    everyMs: 60 * 60_000,
    /** The first round: soon, since many a computer runs for less than an hour. */
    firstMs: 5 * 60_000,
    /** Tombstones that recognise a repeat; messengers redeliver for a day, hosts for longer. */
    inboxDays: 30,
    sentDays: 7,
    /** How long a file is kept that no message shows (any more). */
    blobDays: 30,
    /** Rows removed in one transaction, so that no message waits for housekeeping. */
    batchRows: 2_000,
    /** The same for conversations: all that belongs to them goes along. */
    batchSessions: 50,
    freePages: 2_000,
  },
  pairing: {
    codeMs: 60 * 60_000,
    /** Strangers that wait on one channel; further ones get no code until there is room. */
    pendingPerChannel: 20,
  },
  compaction: { messageChars: 4_000, transcriptChars: 400_000, summaryTokens: 1_024 },
  turn: {
    /** How often one turn is taken up again after a crash before it is given up visibly. */
    attempts: 25,
    /** The same tool with the same arguments: from here on the model is told, then the turn ends. */
    repeatedCallsTold: 3,
    repeatedCallsEnd: 6,
    /** How long a turn that was told to end may take before its lane is freed without it. */
    graceMs: 5_000,
    /** Pauses before a turn whose end could not be stored, as on a full disk, is taken up again. */
    takeUpBaseMs: 1_000,
    takeUpCapMs: 60_000,
    toolCallsPerStep: 32,
    /** Tool calls of one turn, after which it is stopped. */
    toolCalls: 250,
    /** Pictures that go into one prompt, the newest first, and their bytes together. */
    promptImages: 20,
    promptImageBytes: 16 * 1024 * 1024,
    /** A single picture: as base64 it stays below the 5 MiB that vendors take. */
    promptImageEachBytes: 3_900_000,
    /** What a provider may want back with one answer. */
    stateChars: 512 * 1024,
    /** One text in a step of a trace, as turns.get shows it. */
    detailChars: 8_000,
    /** How long one call of turns.replay may take. */
    replayMs: 120_000,
    /** Messages that wait behind a turn of one conversation. */
    queuedMessages: 500,
  },
  /** How long the parts may take when the program ends; together below two seconds. */
  stop: { schedulesMs: 200, turnsMs: 400, hostsMs: 700, toolsMs: 500 },
  log: {
    fileBytes: 10 * 1024 * 1024,
    files: 5,
    tailLines: 500,
    tailBytes: 256 * 1024,
    /** Lines for those who follow are gathered for so long, and so many at most; the rest is counted. */
    followMs: 100,
    followLines: 1_000,
    followChars: 512 * 1024,
    /** How much one search reads, in what pieces, and how many lines it finds at most. */
    searchBytes: 24 * 1024 * 1024,
    searchChunkBytes: 256 * 1024,
    searchLines: 1_000,
  },
  usage: {
    /** Rows of a report; beyond so many stored rows it is read beside the main thread. */
    reportRows: 2_000,
    quickRows: 5_000,
    /** What the overview shows. */
    overviewRows: 50,
    overviewDays: 14,
    overviewFailures: 6,
    announceMs: 1_000,
    /** Rows of the record older than this go. */
    keepDays: 1_100,
  },
  delivery: {
    firstBackoffMs: 1_000,
    longestBackoffMs: 5 * 60_000,
    /** A draft is shown once this much of an answer is there, and then at the channel's own pace. */
    firstDraftChars: 24,
    firstDraftMs: 700,
    /** Parts of one list. */
    listedParts: 200,
    typingMs: 4_500,
  },
  node: {
    /** Envelopes, outcomes or jobs in one batch, as the contract says. */
    batchItems: 100,
    /** Text of one inbound batch; far below a frame. */
    batchBytes: 4 * 1024 * 1024,
    /** Jobs a host has been given and has not answered; further ones wait in the outbox. */
    openJobs: 500,
    /** How long a host waits for the gateway to acknowledge before it keeps a batch itself. */
    ackMs: 5_000,
    /** Messages that wait in memory for the gateway or the spool. */
    waitingEnvelopes: 10_000,
    /** What a host keeps while the gateway is away; then it takes nothing more from messengers. */
    spoolEnvelopes: 200_000,
    spoolBytes: 512 * 1024 * 1024,
    /** Files that wait for the gateway on this machine; further messages go without theirs. */
    spoolFiles: 1_000,
    spoolFileBytes: 512 * 1024 * 1024,
    /** One piece of a file on the line; on a slow line it must arrive within `ackMs`. */
    filePieceBytes: 256 * 1024,
    /** How long a channel waits for a file to be at the gateway; later it goes before its message. */
    fileMs: 10_000,
    /** Lines that may fail while one file is sent; then its message goes without it. */
    fileTries: 5,
    /** Chats of one channel that are served at the same time. */
    parallelChats: 8,
    /** A delivery that takes longer counts as cut off. */
    deliverMs: 90_000,
    /** Sent parts whose place on the messenger is remembered for their next edit. */
    knownParts: 5_000,
    /** What a host may still finish after it was told to end. */
    shutdownMs: 2_000,
    reconnectBaseMs: 250,
    reconnectCapMs: 15_000,
    /** A line or a process that lasted this long starts over with short pauses. */
    stableMs: 30_000,
    restartBaseMs: 500,
    restartCapMs: 60_000,
    /** How often the gateway asks its own host whether it is alive; three in vain end it. */
    aliveEveryMs: 5_000,
    /** What a host may need beyond its own bound to end, before it is killed. */
    endGraceMs: 1_500,
    /** Crashes within the window after which a channel gets a host of its own. */
    crashesToMove: 3,
    crashWindowMs: 10 * 60_000,
    /** What a messenger may take to answer whether it would let one in; then the check is ended. */
    checkMs: 15_000,
    /** Checks at the same time; each is a process of its own. */
    checks: 4,
  },
  telegram: {
    /** How long Telegram holds a poll when there is nothing new. */
    pollSeconds: 30,
    /** A poll that is this much older is dead, whatever the socket says. */
    pollMarginMs: 15_000,
    requestMs: 60_000,
    retryBaseMs: 1_000,
    retryCapMs: 60_000,
    /** Between two looks whether the other program is gone. */
    conflictMs: 30_000,
    /** Between two tries with a token that Telegram does not know. */
    refusedMs: 60 * 60_000,
    /** Telegram numbers updates afresh after a week of silence; an older offset would skip some. */
    offsetAgeMs: 6 * 24 * 60 * 60_000,
    /** What is quoted of the message somebody answers. */
    quoteChars: 500,
    /** Chats whose language, flood pause or new id is remembered. */
    rememberedChats: 2_000,
    /** Of the sizes of a photo the largest one whose longer side has no more; models see no more. */
    photoPixels: 2_048,
    /** Pictures that are fetched at the same time. */
    parallelFiles: 4,
    /** What fetching one picture may take, and how long it may wait for its turn before that. */
    fileMs: 20_000,
    fileWaitMs: 60_000,
    fileRetryCapMs: 5_000,
    /** Between two looks for messages of other chats while a picture is being fetched. */
    filePollMs: 1_000,
  },
  approvals: {
    /** Questions that wait at once; a further one counts as denied. */
    pending: 500,
    /** Of those, about calls that are not for the owner: a stranger must not take all the room. */
    pendingOfOthers: 100,
    /** A messenger's clock may be so much behind ours, and a mere "yes" still be newer than the question. */
    clockSkewMs: 5_000,
    /** Closed questions that are kept; the oldest go first. */
    history: 5_000,
    page: 200,
    rules: 1_000,
    /** Arguments a rule may look at, and the characters of each pattern. */
    patterns: 32,
    patternChars: 16_000,
    /** Of the arguments: what is stored to be shown to operators, and what is shown in a chat. */
    argumentChars: 16_000,
    shownChars: 1_600,
    reasonChars: 400,
  },
  schedule: {
    /** Looked at again after this at the latest: a clock may be set, a machine may sleep. */
    recheckMs: 60_000,
    /** A run that comes later than this counts as missed. */
    lateMs: 90_000,
    /** Missed runs that are caught up where a schedule says all, and those kept in the history. */
    caughtUp: 20,
    missedKept: 50,
    /** Turns of schedules at once; one that takes longer than `slotMs` gives its place to others. */
    simultaneous: 8,
    slotMs: 15 * 60_000,
    /** Schedules that are not over: of one person, and of everybody. */
    perPerson: 50,
    total: 2_000,
    /** The shortest interval, and the shortest one an agent may choose. */
    leastEveryMs: 1_000,
    leastEveryOfAgentMs: 60_000,
    longestEveryMs: 366 * 24 * 60 * 60_000,
    /** Runs kept of each schedule. */
    keptRuns: 200,
    /** How long a removed or finished schedule can be brought back. */
    removedMs: 30 * 24 * 60 * 60_000,
    /** A schedule that goes on failing tells the owner once in this time. */
    alertEveryMs: 24 * 60 * 60_000,
    nameChars: 80,
    sayChars: 4_000,
    promptChars: 20_000,
    heartbeatBytes: 32 * 1024,
  },
  sandbox: {
    codeChars: 256 * 1024,
    /** Input, result, and each answer of a host function, as JSON text. */
    dataChars: 4 * 1024 * 1024,
    /** Arguments of one call of a host function, as JSON text. */
    argumentChars: 1024 * 1024,
    /** Nesting of data that leaves the sandbox. */
    dataDepth: 200,
    /** One message between gateway and sandbox: text in JSON in UTF-8 takes three times its characters. */
    frameBytes: 16 * 1024 * 1024,
    /** What one run may write with `console`, and how much of one value is shown. */
    logLines: 500,
    logChars: 64 * 1024,
    logLineChars: 8 * 1024,
    /** Of an exception, what is told. */
    errorChars: 2_000,
    hostFunctions: 64,
    /** Calls of host functions in one run, at once and in all. */
    openCalls: 32,
    calls: 2_000,
    /** Timers of one run at once, and how far ahead they are set at most. */
    timers: 200,
    /** Runs at once, and the sum of their memory limits; most use far less than theirs. */
    parallelRuns: 64,
    reservedMemoryMb: 4_096,
    queuedRuns: 500,
    /** Isolates that are made before they are asked for. */
    warmIsolates: 2,
    /** A process is replaced after so many runs, or when it holds so much more than in the beginning. */
    runsPerProcess: 1_000,
    grownBytes: 192 * 1024 * 1024,
    idleMs: 60_000,
    /** From the start of the process until it is ready. */
    startMs: 15_000,
    /** What code that is interrupted at its limit gets to say where it was. */
    interruptMs: 25,
    /** After the limit of a run, until its thread must be free, and until its process is killed. */
    stuckMs: 500,
    graceMs: 1_500,
    /** How often a process with runs in it is asked whether it is there; three in vain end it. */
    askEveryMs: 1_000,
    restartBaseMs: 50,
    restartCapMs: 5_000,
    stableMs: 30_000,
    /** JavaScript memory of the process itself, beside that of the runs. */
    processHeapMb: 256,
    /** Resident memory at which a process ends itself: this, and so many times what its runs may use. */
    residentMb: 256,
    residentFactor: 3,
    residentEveryMs: 50,
    /** What is kept of the last words of a process. */
    stderrChars: 2_000,
  },
  message: { textBytes: 256 * 1024, attachmentBytes: 20 * 1024 * 1024, attachments: 10 },
  /** Pictures in the interface. */
  pictures: {
    /** Together in one message: in base64, beside its text, they fit into one frame. */
    messageBytes: 16 * 1024 * 1024,
    /** A larger one is not drawn: decoded it takes four bytes for each of them. */
    pixels: 64 * 1024 * 1024,
    /** Bytes of pictures that were shown, kept so that scrolling does not fetch them again. */
    cacheBytes: 48 * 1024 * 1024,
    /** Bytes of pictures in all drafts together; the oldest drafts lose theirs. */
    draftBytes: 64 * 1024 * 1024,
  },
} as const;
