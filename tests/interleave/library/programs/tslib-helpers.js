// Code compiled for old engines, with helpers from tslib: classes, async functions and generators as state machines.
import { __assign, __awaiter, __extends, __generator, __read, __rest, __spreadArray, __values } from "tslib";
var sleep = function (v) { return new Promise(function (r) { return setTimeout(r, 5, v); }); };
var Base = /** @class */ (function () {
    function Base() {
        this.name = "base";
    }
    Base.prototype.hello = function () { return "hello " + this.name; };
    return Base;
}());
var Client = /** @class */ (function (_super) {
    __extends(Client, _super);
    function Client() {
        var _this = _super.apply(this, __spreadArray([], __read(arguments), false)) || this;
        _this.token = null;
        return _this;
    }
    Client.prototype.load = function (fails) {
        return __awaiter(this, void 0, void 0, function () {
            var i, value, error_1;
            return __generator(this, function (_a) {
                switch (_a.label) {
                    case 0:
                        log("load", fails);
                        i = 0;
                        _a.label = 1;
                    case 1:
                        if (!(i < 3)) return [3 /*break*/, 8];
                        _a.label = 2;
                    case 2:
                        _a.trys.push([2, 4, 5, 7]);
                        log("try", i);
                        if (i === 1)
                            return [3 /*break*/, 7];
                        return [4 /*yield*/, this.step(i, fails)];
                    case 3:
                        value = _a.sent();
                        log("value", value);
                        if (i === 2)
                            return [2 /*return*/, value];
                        return [3 /*break*/, 7];
                    case 4:
                        error_1 = _a.sent();
                        log("caught", error_1.message);
                        if (fails && i === 2)
                            throw error_1;
                        return [3 /*break*/, 7];
                    case 5: return [4 /*yield*/, null];
                    case 6:
                        _a.sent();
                        log("finally", i);
                        return [7 /*endfinally*/];
                    case 7:
                        i++;
                        return [3 /*break*/, 1];
                    case 8: return [2 /*return*/];
                }
            });
        });
    };
    Client.prototype.step = function (i, fails) {
        return __awaiter(this, void 0, void 0, function () { return __generator(this, function (_a) {
            switch (_a.label) {
                case 0: return [4 /*yield*/, null];
                case 1:
                    _a.sent();
                    if (fails)
                        throw new Error("e" + i);
                    return [2 /*return*/, sleep(i)];
            }
        }); });
    };
    return Client;
}(Base));
function gen(n) { var got; return __generator(this, function (_a) {
    switch (_a.label) {
        case 0:
            _a.trys.push([0, , 3, 4]);
            return [4 /*yield*/, n];
        case 1:
            got = _a.sent();
            log("got", got);
            return [5 /*yield**/, __values(inner())];
        case 2:
            _a.sent();
            return [3 /*break*/, 4];
        case 3:
            log("gen ends");
            return [7 /*endfinally*/];
        case 4: return [2 /*return*/];
    }
}); }
function inner() { var e_1; return __generator(this, function (_a) {
    switch (_a.label) {
        case 0:
            _a.trys.push([0, 2, , 4]);
            return [4 /*yield*/, "i"];
        case 1:
            _a.sent();
            return [3 /*break*/, 4];
        case 2:
            e_1 = _a.sent();
            log("inner", e_1);
            return [4 /*yield*/, "j"];
        case 3:
            _a.sent();
            return [3 /*break*/, 4];
        case 4: return [2 /*return*/];
    }
}); }
var _a = { a: 1, b: 2, c: 3 }, a = _a.a, rest = __rest(_a, ["a"]);
function main() {
    return __awaiter(this, void 0, void 0, function () {
        var c, _a, _b, g, h, ticks, count;
        var _this = this;
        return __generator(this, function (_c) {
            switch (_c.label) {
                case 0:
                    c = new Client();
                    log(c.hello(), c instanceof Base, a, rest, __spreadArray(__spreadArray([], [1, 2], false), [3], false), __assign(__assign({}, rest), { d: 1 }));
                    _a = log;
                    return [4 /*yield*/, c.load(false)];
                case 1:
                    _a.apply(void 0, [_c.sent()]);
                    _b = log;
                    return [4 /*yield*/, c.load(true).catch(function (e) { return e.message; })];
                case 2:
                    _b.apply(void 0, [_c.sent()]);
                    g = gen(7);
                    log(g.next().value, g.next("x").value, g.throw("boom").value, g.next().done);
                    h = gen(1);
                    h.next();
                    log(h.return("r"));
                    ticks = 0;
                    count = function () { return __awaiter(_this, void 0, void 0, function () { var i; return __generator(this, function (_a) {
                        switch (_a.label) {
                            case 0:
                                i = 0;
                                _a.label = 1;
                            case 1:
                                if (!(i < 6)) return [3 /*break*/, 4];
                                return [4 /*yield*/, null];
                            case 2:
                                _a.sent();
                                log("tick", ++ticks);
                                _a.label = 3;
                            case 3:
                                i++;
                                return [3 /*break*/, 1];
                            case 4: return [2 /*return*/];
                        }
                    }); }); };
                    return [4 /*yield*/, Promise.all([count(), (function () { return __awaiter(_this, void 0, void 0, function () {
                                var _a;
                                var _this = this;
                                return __generator(this, function (_b) {
                                    switch (_b.label) {
                                        case 0:
                                            _a = log;
                                            return [4 /*yield*/, (function () { return __awaiter(_this, void 0, void 0, function () { return __generator(this, function (_a) {
                                                    return [2 /*return*/, 1];
                                                }); }); })()];
                                        case 1:
                                            _a.apply(void 0, [_b.sent()]);
                                            return [2 /*return*/];
                                    }
                                });
                            }); })().then(function () { return log("done"); })])];
                case 3:
                    _c.sent();
                    return [2 /*return*/];
            }
        });
    });
}
main();
