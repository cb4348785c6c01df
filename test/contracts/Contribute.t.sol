// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Contribution, IContributions, Origin} from "../../contracts/interfaces/IContributions.sol";
import {ActorKind} from "../../contracts/interfaces/IDirectory.sol";
import {IRecords, Status} from "../../contracts/interfaces/IRecords.sol";
import {RoomWorld} from "./RoomWorld.sol";

// contribute
// ├── when the record is unknown → it reverts with UnknownRecord
// ├── when the caller is not an actor in force of the record's custodian → it reverts with NotAuthor
// ├── when the caller is no practitioner, and the origin not AI alone → it reverts with NotAuthor
// ├── when a human contribution names a tool → it reverts with WrongTool
// ├── when one with a tool names none that is a device in force → it reverts with WrongTool
// ├── when the digest is zero → it reverts with SameDigest
// ├── when the origin is none → it reverts
// └── otherwise → it is numbered, and every field is said as it was stated
contract ContributeTest is RoomWorld {
    function test_refusesAnUnknownRecord() external {
        Contribution memory given = contribution();
        given.record = keccak256("not registered");
        refuse(radiologist, encode(given), abi.encodeWithSelector(IRecords.UnknownRecord.selector, given.record));
    }

    function testFuzz_refusesWhoIsNoActorOfTheCustodian(address caller, uint8 origin) external {
        vm.assume(registry.actorOf(caller).organization != hospital);
        refuse(caller, encode(contributionOf(Origin(origin % 3))), notAuthor(caller, hospital));
    }

    function test_refusesActorsOfAnotherOrganization() external {
        address[4] memory callers = [clinic, consultant, foreignReviewer, foreignTool];
        for (uint256 i = 0; i < callers.length; ++i) {
            for (uint8 origin = 0; origin < 3; ++origin) {
                refuse(callers[i], encode(contributionOf(Origin(origin))), notAuthor(callers[i], hospital));
            }
        }
        Contribution memory foreign = contribution();
        foreign.record = FOREIGN_RECORD;
        refuse(radiologist, encode(foreign), notAuthor(radiologist, clinic));
    }

    function test_refusesAnActorThatIsNoMoreInForce() external {
        vm.prank(hospital);
        registry.suspend(radiologist);
        refuse(radiologist, encode(contribution()), notAuthor(radiologist, hospital));
    }

    function test_refusesActorsOfASuspendedOrganization() external {
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        refuse(radiologist, encode(contribution()), notAuthor(radiologist, hospital));
        refuse(tool, encode(contributionOf(Origin.AI)), notAuthor(tool, hospital));
    }

    function test_refusesWhatNoPersonWroteToLookAsIfOneHad() external {
        address[3] memory callers = [tool, gateway, hospital];
        for (uint256 i = 0; i < callers.length; ++i) {
            refuse(callers[i], encode(contributionOf(Origin.HUMAN)), notAuthor(callers[i], hospital));
            refuse(callers[i], encode(contributionOf(Origin.AI_ASSISTED)), notAuthor(callers[i], hospital));
            send(callers[i], encode(contributionOf(Origin.AI)));
        }
    }

    function test_takesEveryOriginFromAPerson() external {
        address[4] memory callers = [radiologist, registrar, resident, reviewer];
        for (uint256 i = 0; i < callers.length; ++i) {
            for (uint8 origin = 0; origin < 3; ++origin) send(callers[i], encode(contributionOf(Origin(origin))));
        }
        vm.assertEq(registry.historyOf(RECORD).contributions, 12);
    }

    function testFuzz_refusesAToolOfAHuman(address with) external {
        vm.assume(with != address(0));
        Contribution memory given = contributionWith(Origin.HUMAN, with);
        refuse(radiologist, encode(given), wrongTool(Origin.HUMAN, with));
        given.tool = tool;
        refuse(radiologist, encode(given), wrongTool(Origin.HUMAN, tool));
    }

    function testFuzz_refusesWhatOnlyAToolHasOfAHuman(uint8 field, bytes32 value) external {
        vm.assume(value != 0);
        Contribution memory given = contributionOf(Origin.HUMAN);
        if (field % 3 == 0) given.toolVersion = value;
        if (field % 3 == 1) given.model = value;
        if (field % 3 == 2) given.inputs = value;
        refuse(radiologist, encode(given), wrongTool(Origin.HUMAN, address(0)));
    }

    function testFuzz_refusesAToolThatIsNoDevice(address with, bool isAssisted) external {
        vm.assume(registry.actorOf(with).kind != ActorKind.DEVICE);
        Origin origin = isAssisted ? Origin.AI_ASSISTED : Origin.AI;
        refuse(radiologist, encode(contributionWith(origin, with)), wrongTool(origin, with));
    }

    function test_refusesAToolThatIsAnotherActor() external {
        vm.prank(hospital);
        address group = registry.openGroup();
        address[6] memory others = [address(0), radiologist, consultant, hospital, clinic, group];
        for (uint256 i = 0; i < others.length; ++i) {
            Contribution memory given = contributionWith(Origin.AI, others[i]);
            refuse(radiologist, encode(given), wrongTool(Origin.AI, others[i]));
        }
    }

    function test_refusesAToolThatIsNoMoreInForce() external {
        vm.prank(hospital);
        registry.suspend(tool);
        refuse(radiologist, encode(contributionOf(Origin.AI)), wrongTool(Origin.AI, tool));
        refuse(radiologist, encode(contributionOf(Origin.AI_ASSISTED)), wrongTool(Origin.AI_ASSISTED, tool));
    }

    function test_refusesAToolOfASuspendedOrganization() external {
        send(radiologist, encode(contributionWith(Origin.AI, foreignTool)));
        vm.prank(admin);
        registry.suspendOrganization(clinic);
        refuse(radiologist, encode(contributionWith(Origin.AI, foreignTool)), wrongTool(Origin.AI, foreignTool));
    }

    function testFuzz_refusesNoDigest(uint8 origin, bytes32 section) external {
        Contribution memory given = contributionOf(Origin(origin % 3));
        (given.digest, given.section) = (0, section);
        refuse(radiologist, encode(given), abi.encodeWithSelector(IRecords.SameDigest.selector, bytes32(0)));
    }

    function testFuzz_refusesANumberThatIsNoOrigin(uint256 none) external {
        none = within(none, 3, type(uint256).max);
        bytes memory stated = encode(contributionWith(Origin.AI, tool));
        vm.assertTrue(does(radiologist, stated));
        assembly ("memory-safe") {
            mstore(add(stated, 0x84), none) // the fourth word after the length and the selector
        }
        vm.assertFalse(does(radiologist, stated));
    }

    function testFuzz_saysEveryFieldOfAHumansContribution(bytes32 section, bytes32 digest) external {
        Contribution memory given = contribution();
        (given.section, given.digest) = (section, digest == 0 ? DIGEST : digest);
        expectContributed(radiologist, 1, given);
        send(radiologist, encode(given));
    }

    function testFuzz_saysEveryFieldOfAContributionWithATool(bytes32[5] memory fields, bool isAssisted) external {
        Contribution memory given = contributionWith(isAssisted ? Origin.AI_ASSISTED : Origin.AI, foreignTool);
        (given.section, given.digest) = (fields[0], fields[1] == 0 ? DIGEST : fields[1]);
        (given.toolVersion, given.model, given.inputs) = (fields[2], fields[3], fields[4]);
        expectContributed(radiologist, 1, given);
        send(radiologist, encode(given));
    }

    function testFuzz_numbersWithoutAGapWhateverIsRefused(uint256 seed) external {
        address[5] memory callers = [radiologist, reviewer, tool, consultant, hospital];
        address[4] memory tools = [address(0), tool, foreignTool, radiologist];
        bytes32[2] memory records = [RECORD, OTHER_RECORD];
        uint32[2] memory counts;
        for (uint256 i = 0; i < 24; ++i) {
            uint256 which = roll(seed, i) % 2;
            address caller = callers[roll(seed, 100 + i) % 5];
            Contribution memory given = contributionWith(
                Origin(roll(seed, 200 + i) % 3),
                tools[roll(seed, 300 + i) % 4]
            );
            given.record = records[which];
            if (given.tool == address(0)) (given.toolVersion, given.model, given.inputs) = (0, 0, 0);
            bytes memory refusal = refusalOf(caller, given);
            if (refusal.length == 0) expectContributed(caller, ++counts[which], given);
            attempt(caller, encode(given), refusal);
            vm.assertEq(registry.historyOf(RECORD).contributions, counts[0]);
            vm.assertEq(registry.historyOf(OTHER_RECORD).contributions, counts[1]);
        }
    }

    function testFuzz_countsAndWritesNothingElse(uint8 count, uint8 origin) external {
        bytes memory record = abi.encode(registry.recordOf(RECORD));
        for (uint256 i = 0; i < count % 8; ++i) send(radiologist, encode(contributionOf(Origin(origin % 3))));
        vm.assertEq(abi.encode(registry.recordOf(RECORD)), record);
        vm.assertEq(registry.historyOf(RECORD).contributions, count % 8);
        vm.assertEq(registry.historyOf(RECORD).revision, 0);
        vm.assertTrue(registry.historyOf(RECORD).status == Status.FINAL);
        vm.assertEq(registry.historyOf(OTHER_RECORD).contributions, 0);
    }

    /// @dev With the actors of `testFuzz_numbersWithoutAGapWhateverIsRefused` alone, by what they are and without asking the registry.
    function refusalOf(address caller, Contribution memory given) private view returns (bytes memory) {
        bool isPerson = caller == radiologist || caller == reviewer;
        if (caller == consultant || (!isPerson && given.origin != Origin.AI)) return notAuthor(caller, hospital);
        bool isTool = given.tool == tool || given.tool == foreignTool;
        bool fits = given.origin == Origin.HUMAN ? given.tool == address(0) : isTool;
        return fits ? bytes("") : wrongTool(given.origin, given.tool);
    }

    function contributionOf(Origin origin) private view returns (Contribution memory) {
        return origin == Origin.HUMAN ? contribution() : contributionWith(origin, tool);
    }

    function encode(Contribution memory given) private view returns (bytes memory) {
        return abi.encodeCall(registry.contribute, (given));
    }

    function notAuthor(address caller, address custodian) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IContributions.NotAuthor.selector, caller, custodian);
    }

    function wrongTool(Origin origin, address with) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IContributions.WrongTool.selector, origin, with);
    }

    function expectContributed(address author, uint32 number, Contribution memory c) private {
        vm.expectEmit(address(registry));
        emit IContributions.Contributed(
            c.record,
            author,
            c.tool,
            number,
            c.section,
            c.digest,
            c.origin,
            c.toolVersion,
            c.model,
            c.inputs
        );
    }
}
