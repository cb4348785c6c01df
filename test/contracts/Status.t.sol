// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {History, IRecords, Record, Registration, Status} from "../../contracts/interfaces/IRecords.sol";
import {RoomWorld} from "./RoomWorld.sol";

// register, with a status
// ├── REGISTERED to FINAL → the record has it from the start
// ├── when it is a later one → it reverts with WrongStatus, and none of a list is registered
// └── when it is none → it reverts
// amend, with a status
// ├── when the digest is zero → it reverts with SameDigest
// ├── when neither digest nor status is new → it reverts with SameDigest
// ├── when the status may not follow → it reverts with WrongStatus, whatever the digest
// └── otherwise → the record has the new digest and status, and one revision more
contract StatusTest is RoomWorld {
    bytes32 private constant NEW_RECORD = keccak256("new record");

    function testFuzz_registersWithAStatusUpToFinalAndNoLater(uint8 number) external {
        Status status = Status(number % 9);
        bytes memory refusal =
            number % 9 <= 3 ? bytes("") : abi.encodeWithSelector(IRecords.WrongStatus.selector, status, status);
        attempt(hospital, registration(NEW_RECORD, status), refusal);
        bool isThere = refusal.length == 0;
        assertHistory(NEW_RECORD, isThere ? History(4, 0, 0, status) : History(0, 0, 0, Status.REGISTERED));
    }

    function test_saysTheStatusWhenItRegisters() external {
        for (uint8 number = 0; number <= uint8(Status.FINAL); ++number) {
            bytes32 record = keccak256(abi.encode(number));
            vm.expectEmit(address(registry));
            emit IRecords.Registered(record, ALICE, hospital, REPORT, Status(number), DIGEST, registrar);
            send(registrar, registration(record, Status(number)));
        }
    }

    function testFuzz_registersNoneOfAListWithOneLaterStatus(uint256 seed) external {
        uint256 length = 1 + (roll(seed, 0) % 20);
        Registration[] memory list = new Registration[](length);
        for (uint256 i = 0; i < length; ++i) {
            list[i] = Registration(keccak256(abi.encode(i)), ALICE, STUDY, Status(roll(seed, i + 1) % 4), DIGEST);
        }
        Status late = Status(4 + (roll(seed, 98) % 5));
        list[roll(seed, 99) % length].status = late;
        bytes memory refusal = abi.encodeWithSelector(IRecords.WrongStatus.selector, late, late);
        refuse(hospital, abi.encodeCall(registry.registerMany, (list)), refusal);
        for (uint256 i = 0; i < length; ++i) vm.assertEq(registry.recordOf(list[i].record).custodian, address(0));
    }

    function testFuzz_refusesANumberThatIsNoStatus(uint256 number) external {
        number = within(number, 9, type(uint256).max);
        bytes4 register = registry.register.selector;
        vm.assertFalse(does(hospital, abi.encodeWithSelector(register, NEW_RECORD, ALICE, REPORT, number, DIGEST)));
        vm.assertFalse(does(hospital, abi.encodeWithSelector(registry.amend.selector, RECORD, NEW_RECORD, number)));
        // The same calls with a number that is one are done, so it is the number that they were refused for.
        vm.assertTrue(does(hospital, abi.encodeWithSelector(register, NEW_RECORD, ALICE, REPORT, 3, DIGEST)));
        vm.assertTrue(does(hospital, abi.encodeWithSelector(registry.amend.selector, RECORD, NEW_RECORD, 8)));
    }

    function testFuzz_refusesNoDigestWhateverTheStatus(uint8 status, uint8 next) external {
        bytes32 record = recordWith(Status(status % 9));
        bytes memory refusal = abi.encodeWithSelector(IRecords.SameDigest.selector, bytes32(0));
        refuse(hospital, amendment(record, 0, Status(next % 9)), refusal);
    }

    function testFuzz_refusesWhatChangesNothing(uint8 number) external {
        Status status = Status(number % 9);
        bytes32 record = recordWith(status);
        bytes memory refusal = abi.encodeWithSelector(IRecords.SameDigest.selector, DIGEST);
        refuse(hospital, amendment(record, DIGEST, status), refusal);
    }

    function test_takesAnotherStatusWithTheSameDigest() external {
        bytes32 record = recordWith(Status.PRELIMINARY);
        vm.expectEmit(address(registry));
        emit IRecords.Amended(record, 1, Status.FINAL, DIGEST, DIGEST, registrar);
        send(registrar, amendment(record, DIGEST, Status.FINAL));
        assertHistory(record, History(4, 1, 0, Status.FINAL));
    }

    function testFuzz_takesAnotherDigestWithTheSameStatus(uint8 number, bytes32 digest) external {
        vm.assume(digest != 0 && digest != DIGEST);
        // A final record that changes is not final any more but amended; what is over does not change.
        Status status = [
            Status.REGISTERED,
            Status.PARTIAL,
            Status.PRELIMINARY,
            Status.AMENDED,
            Status.CORRECTED,
            Status.APPENDED
        ][number % 6];
        bytes32 record = recordWith(status);
        uint32 revision = registry.historyOf(record).revision;
        send(hospital, amendment(record, digest, status));
        assertHistory(record, History(4, revision + 1, 0, status));
        vm.assertEq(registry.recordOf(record).digest, digest);
    }

    function test_refusesAFinalRecordToChangeAndStayFinal() external {
        bytes memory refusal = abi.encodeWithSelector(IRecords.WrongStatus.selector, Status.FINAL, Status.FINAL);
        refuse(hospital, amendment(RECORD, keccak256("next"), Status.FINAL), refusal);
    }

    function testFuzz_changesDigestStatusAndRevisionAlone(bytes32 digest, uint8 number) external {
        vm.assume(digest != 0);
        Status status = Status(4 + (number % 3));
        logOwn(emergency());
        send(radiologist, abi.encodeCall(registry.contribute, (contribution())));
        bytes memory others = abi.encode(registry.recordOf(OTHER_RECORD), registry.historyOf(OTHER_RECORD));
        send(hospital, amendment(RECORD, digest, status));
        vm.assertEq(abi.encode(registry.recordOf(RECORD)), abi.encode(Record(hospital, ALICE, 1, STUDY, digest)));
        assertHistory(RECORD, History(2, 1, 1, status));
        vm.assertEq(abi.encode(registry.recordOf(OTHER_RECORD), registry.historyOf(OTHER_RECORD)), others);
    }

    function registration(bytes32 record, Status status) private view returns (bytes memory) {
        return abi.encodeCall(registry.register, (Registration(record, ALICE, REPORT, status, DIGEST)));
    }

    function amendment(bytes32 record, bytes32 digest, Status status) private view returns (bytes memory) {
        return abi.encodeCall(registry.amend, (record, digest, status));
    }

    function assertHistory(bytes32 record, History memory expected) private view {
        vm.assertEq(abi.encode(registry.historyOf(record)), abi.encode(expected));
    }
}
