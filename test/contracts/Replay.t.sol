// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Basis} from "../../contracts/interfaces/IAccessLog.sol";
import {ActorKind, Policy, Role} from "../../contracts/interfaces/IDirectory.sol";
import {Terms} from "../../contracts/interfaces/IConsents.sol";
import {History} from "./History.sol";
import {World} from "./World.sol";
import {Access} from "./Words.sol";

// After any sequence of things said, for any moment and any claim
// ├── the verdict is the basis claimed, NONE or UNDETERMINED, and never a better one
// ├── it is the basis claimed only if that leave held then
// └── it is NONE only if that leave did not hold then
contract ReplayTest is World {
    History private history;
    address private group;
    address private newAlice = name("new account of Alice");
    uint40 private time = NOW;
    /// @dev Of whom most is said and asked.
    address private star = radiologist;

    function setUp() public override {
        super.setUp();
        history = new History();
        say(history.actor(hospital), START, NO_END, uint160(hospital));
        say(history.actor(clinic), START, NO_END, uint160(clinic));
        say(history.actor(radiologist), START, NO_END, uint160(hospital));
        say(history.actor(resident), START, NO_END, uint160(hospital) | (uint256(Role.EMERGENCY) << 160));
        say(history.controller(), START, NO_END, uint160(alice));
        vm.prank(hospital);
        group = registry.openGroup();
        history.say(history.actor(group), NOW, NOW, NO_END, uint160(hospital));
        vm.prank(hospital);
        registry.include(group, star, 0, NO_END);
        history.say(history.membership(group, star), NOW, NOW, NO_END, 0);
        choose(2);
    }

    /// hardhat-config: fuzz.runs = 2000
    function testFuzz_noVerdictContradictsTheHistory(uint256 seed) external {
        play(seed, 16);
    }

    /// @dev The same with a few things said, so that more of the past is still known.
    /// hardhat-config: fuzz.runs = 2000
    function testFuzz_noVerdictContradictsAShortHistory(uint256 seed) external {
        play(seed, 5);
    }

    /// @dev The same, when the expert abroad may be admitted to the directory after accesses by a permit of its own.
    /// hardhat-config: fuzz.runs = 2000
    function testFuzz_noVerdictContradictsTheHistoryOfWhoIsAdmittedLate(uint256 seed) external {
        star = expertAbroad;
        play(seed, 5);
    }

    /// @dev The same for an account that is in no directory.
    function testFuzz_noVerdictContradictsTheHistoryOfAnOutsider(uint256 seed) external {
        star = expertAbroad;
        for (uint256 i = 0; i < 3; ++i) grant(roll(seed, i));
        vm.warp(time += 20);
        takeBack(roll(seed, 3));
        for (uint256 i = 0; i < 24; ++i) ask(roll(seed, 100 + i));
    }

    function play(uint256 seed, uint256 length) private {
        for (uint256 i = 0; i < length; ++i) happen(roll(seed, i));
        for (uint256 i = 0; i < 24; ++i) ask(roll(seed, 100 + i));
    }

    function ask(uint256 question) private view {
        Access memory a = accessFrom(question);
        uint256 verdict = uint256(basisOf(a));
        if (verdict == uint256(Basis.UNDETERMINED)) return;
        bool held = history.held(a, hospital, group);
        vm.assertEq(verdict, held ? a.claim % 8 : uint256(Basis.NONE), "not what the history says");
    }

    /// @dev Mostly who might have the leave it claims; sometimes anybody with any claim.
    function accessFrom(uint256 question) private view returns (Access memory a) {
        a.account = [star, star, star, resident, hospital][(question >> 16) % 5];
        a.time = NOW - 2 + uint40((question >> 24) % (time + 4 - NOW));
        a.purpose = [TREAT, TREAT, TREAT, RESEARCH, BTG][(question >> 64) % 5];
        a.detail = (question >> 72) % 8 == 0 ? 0 : 1;
        uint256 basis = question % 8;
        if (basis == 0) (a.claim, a.account) = (BY_PATIENT, (question >> 80) % 2 == 0 ? alice : newAlice);
        else if (basis == 1) a.claim = BY_POLICY;
        else if (basis < 6) a.claim = BY_PERMIT | uint8((((question >> 80) % 3) << 4) | (((question >> 88) % 2) << 6));
        else if (basis == 6) (a.claim, a.purpose) = (BY_EMERGENCY, BTG);
        else a.claim = uint8(question >> 96);
    }

    function happen(uint256 word) private {
        (uint256 die, uint256 what) = (word >> 16, word % 16);
        if (what < 6) grant(die);
        else if (what == 6) takeBack(die);
        else if (what < 9) admitSomebody(die);
        else if (what == 9) suspendSomebody(die);
        else if (what == 10) suspendOrAdmitOrganization(die);
        else if (what == 11) includeOrExclude(die);
        else if (what < 14) choose(die);
        else if (what == 14) handOver();
        else suspendGroup(die);
        if (word % 3 != 0) time += uint40((word >> 4) % 12);
        vm.warp(time);
    }

    function grant(uint256 die) private {
        Terms memory t = terms();
        bool forAll = die % 2 == 0;
        t.scope = forAll ? ALL_RECORDS : RECORD;
        t.grantee = grantee(die);
        t.purposes = uint88([type(uint88).max, uint256(1) << TREAT, uint256(1) << RESEARCH][(die >> 16) % 3]);
        t.from = time - 5 + uint40((die >> 24) % 20);
        t.until = (t.from > time ? t.from : time) + 1 + uint40((die >> 32) % 100);
        vm.prank(registry.patientOf(ALICE).controller);
        registry.permit(t);
        history.say(history.permit(forAll, t.grantee), time, t.from, t.until, t.purposes);
    }

    function takeBack(uint256 die) private {
        bool forAll = die % 2 == 0;
        address from = grantee(die);
        vm.prank(registry.patientOf(ALICE).controller);
        registry.revoke(ALICE, forAll ? ALL_RECORDS : RECORD, from);
        history.say(history.permit(forAll, from), time, time, 0, 0);
    }

    function grantee(uint256 die) private view returns (address) {
        return [star, star, resident, hospital, clinic, group][(die >> 8) % 6];
    }

    function admitSomebody(uint256 die) private {
        address who = somebody(die);
        address organization = (die >> 8) % 3 == 0 ? clinic : hospital;
        uint8 roles = (die >> 16) % 2 == 0 ? 0 : Role.EMERGENCY;
        uint40 from = (die >> 24) % 2 == 0 ? time : time - 5 + uint40((die >> 32) % 20);
        uint40 until = (from > time ? from : time) + 1 + uint40((die >> 40) % 60);
        bool goesOn =
            registry.actorOf(who).organization == organization &&
                registry.actorOf(who).roles & Role.EMERGENCY == roles &&
                registry.actorOf(who).from <= time &&
                time < registry.actorOf(who).until;
        vm.prank(organization);
        try registry.admit(who, ActorKind.PRACTITIONER, roles, from, until) {
            uint256 given = uint160(organization) | (uint256(roles) << 160);
            history.say(history.actor(who), time, goesOn ? time : from, until, given);
        } catch {}
    }

    function somebody(uint256 die) private view returns (address) {
        return die % 4 == 0 ? resident : star;
    }

    function suspendSomebody(uint256 die) private {
        address who = somebody(die);
        if (registry.actorOf(who).organization == address(0)) return;
        vm.prank(registry.actorOf(who).organization);
        registry.suspend(who);
        history.say(history.actor(who), time, time, 0, 0);
    }

    function suspendOrAdmitOrganization(uint256 die) private {
        address organization = die % 2 == 0 ? hospital : clinic;
        bool suspends = (die >> 8) % 2 == 0;
        vm.startPrank(admin);
        if (suspends) registry.suspendOrganization(organization);
        else registry.admitOrganization(organization);
        vm.stopPrank();
        history.say(history.actor(organization), time, time, suspends ? 0 : NO_END, uint160(organization));
    }

    function includeOrExclude(uint256 die) private {
        uint40 from = time - 5 + uint40((die >> 8) % 20);
        uint40 until = (from > time ? from : time) + 1 + uint40((die >> 16) % 60);
        bool excludes = die % 3 == 0;
        vm.startPrank(hospital);
        if (excludes) {
            try registry.exclude(group, star) {
                history.say(history.membership(group, star), time, time, 0, 0);
            } catch {}
        } else {
            try registry.include(group, star, from, until) {
                history.say(history.membership(group, star), time, from, until, 0);
            } catch {}
        }
        vm.stopPrank();
    }

    function choose(uint256 die) private {
        vm.prank(hospital);
        try registry.choosePolicy(Policy(die % 4)) {
            history.say(history.policy(hospital), time, time, NO_END, die % 4);
        } catch {}
    }

    function handOver() private {
        address from = registry.patientOf(ALICE).controller;
        address to = from == alice ? newAlice : alice;
        vm.prank(from);
        registry.offerHandover(ALICE, to);
        vm.prank(to);
        registry.acceptHandover(ALICE);
        history.say(history.controller(), time, time, NO_END, uint160(to));
    }

    /// @dev Rarely, since no group comes back.
    function suspendGroup(uint256 die) private {
        if (die % 4 != 0) return;
        vm.prank(hospital);
        registry.suspend(group);
        history.say(history.actor(group), time, time, 0, uint160(hospital));
    }

    function say(bytes32 subject, uint40 from, uint40 until, uint256 given) private {
        history.say(subject, from, from, until, given);
    }
}
