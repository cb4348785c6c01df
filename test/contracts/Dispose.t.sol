// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Disposition, IContributions, Origin} from "../../contracts/interfaces/IContributions.sol";
import {IRecords} from "../../contracts/interfaces/IRecords.sol";
import {RoomWorld} from "./RoomWorld.sol";

// dispose
// ├── when the record is unknown → it reverts with UnknownRecord
// ├── when the caller is not a practitioner in force of the record's custodian → it reverts with NotAuthor
// ├── when the record has no contribution with the number → it reverts with UnknownContribution
// ├── when the disposition is none → it reverts
// └── otherwise → the disposition is said, as often as somebody says one, and nothing is stored
contract DisposeTest is RoomWorld {
    function setUp() public override {
        super.setUp();
        for (uint256 i = 0; i < 3; ++i) {
            send(tool, abi.encodeCall(registry.contribute, (contributionWith(Origin.AI, tool))));
        }
    }

    function testFuzz_refusesAnUnknownRecord(bytes32 record, uint32 number) external {
        vm.assume(record != RECORD && record != OTHER_RECORD && record != FOREIGN_RECORD);
        bytes memory refusal = abi.encodeWithSelector(IRecords.UnknownRecord.selector, record);
        refuse(radiologist, disposal(record, number), refusal);
    }

    function testFuzz_refusesWhoIsNoActorOfTheCustodian(address caller) external {
        vm.assume(registry.actorOf(caller).organization != hospital);
        refuse(caller, disposal(RECORD, 1), notAuthor(caller));
    }

    function test_refusesWhoIsNoPractitionerOfTheCustodian() external {
        address[9] memory callers = [
            tool,
            gateway,
            hospital,
            clinic,
            consultant,
            foreignReviewer,
            alice,
            admin,
            stranger
        ];
        for (uint256 i = 0; i < callers.length; ++i) refuse(callers[i], disposal(RECORD, 1), notAuthor(callers[i]));
    }

    function test_refusesAPractitionerThatIsNoMoreInForce() external {
        vm.prank(hospital);
        registry.suspend(radiologist);
        refuse(radiologist, disposal(RECORD, 1), notAuthor(radiologist));
    }

    function test_refusesPractitionersOfASuspendedOrganization() external {
        vm.prank(admin);
        registry.suspendOrganization(hospital);
        refuse(radiologist, disposal(RECORD, 1), notAuthor(radiologist));
    }

    function testFuzz_takesTheNumbersGivenOutAndNoOther(uint32 number) external {
        uint32[3] memory candidates = [number, number % 5, 3 + (number % 3)];
        for (uint256 i = 0; i < candidates.length; ++i) {
            bool isThere = candidates[i] >= 1 && candidates[i] <= 3;
            bytes memory refusal = isThere ? bytes("") : unknown(RECORD, candidates[i]);
            attempt(radiologist, disposal(RECORD, candidates[i]), refusal);
        }
    }

    function test_refusesTheNumbersOfAnotherRecord() external {
        refuse(radiologist, disposal(OTHER_RECORD, 1), unknown(OTHER_RECORD, 1));
        refuse(radiologist, disposal(OTHER_RECORD, 0), unknown(OTHER_RECORD, 0));
    }

    function testFuzz_refusesANumberThatIsNoDisposition(uint256 number) external {
        number = within(number, 3, type(uint256).max);
        vm.assertFalse(does(radiologist, abi.encodeWithSelector(registry.dispose.selector, RECORD, 1, number)));
        vm.assertTrue(does(radiologist, abi.encodeWithSelector(registry.dispose.selector, RECORD, 1, 2)));
    }

    function testFuzz_saysEachDispositionAndStoresNothing(uint8 disposition, uint32 number) external {
        Disposition said = Disposition(disposition % 3);
        number = 1 + (number % 3);
        bytes memory call = abi.encodeCall(registry.dispose, (RECORD, number, said));
        vm.expectEmit(address(registry));
        emit IContributions.Disposed(RECORD, number, said, reviewer);
        sendWithoutWriting(reviewer, call);
    }

    function test_saysWhatSeveralMadeOfOneContribution() external {
        address[3] memory callers = [radiologist, resident, radiologist];
        for (uint8 i = 0; i < callers.length; ++i) {
            vm.expectEmit(address(registry));
            emit IContributions.Disposed(RECORD, 2, Disposition(i), callers[i]);
            send(callers[i], abi.encodeCall(registry.dispose, (RECORD, 2, Disposition(i))));
        }
    }

    function disposal(bytes32 record, uint32 number) private view returns (bytes memory) {
        return abi.encodeCall(registry.dispose, (record, number, Disposition.ACCEPTED));
    }

    function notAuthor(address caller) private view returns (bytes memory) {
        return abi.encodeWithSelector(IContributions.NotAuthor.selector, caller, hospital);
    }

    function unknown(bytes32 record, uint32 number) private pure returns (bytes memory) {
        return abi.encodeWithSelector(IContributions.UnknownContribution.selector, record, number);
    }
}
