// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {IDirectory} from "../../contracts/interfaces/IDirectory.sol";
import {IRecords, Record, Relation, Status} from "../../contracts/interfaces/IRecords.sol";
import {World} from "./World.sol";

// amend, relate
// ├── when the record is unknown → it reverts with UnknownRecord
// ├── when the caller is no registrar → it reverts with NotRegistrar
// └── when the caller is one of another organization → it reverts with NotCustodian
// amend
// ├── when the digest is zero, or it and the status are those it has → it reverts with SameDigest
// └── otherwise → the record has the new digest, and nothing else of it changes
// relate
// ├── when the target is the record or a later one → it reverts with NotOlder
// ├── when the target is unknown → it reverts with UnknownRecord
// └── otherwise → the relation is stated, to another custodian's record too
contract AmendTest is World {
    bytes32 internal constant NEXT = keccak256("next digest");
    bytes32 internal constant NOWHERE = keccak256("not registered");

    function test_refuseAnUnknownRecord() external {
        refuse(hospital, NOWHERE, abi.encodeWithSelector(IRecords.UnknownRecord.selector, NOWHERE));
    }

    function test_refuseWhoIsNoRegistrar() external {
        address[6] memory callers = [stranger, radiologist, gateway, alice, admin, expertAbroad];
        for (uint256 i = 0; i < callers.length; ++i) {
            refuse(callers[i], RECORD, abi.encodeWithSelector(IDirectory.NotRegistrar.selector, callers[i]));
        }
    }

    function test_refuseAnotherOrganization() external {
        refuse(clinic, RECORD, abi.encodeWithSelector(IRecords.NotCustodian.selector, clinic, hospital));
        refuse(registrar, FOREIGN_RECORD, abi.encodeWithSelector(IRecords.NotCustodian.selector, registrar, clinic));
    }

    function test_amendRefusesNoDigestAndTheSame() external {
        vm.expectRevert(abi.encodeWithSelector(IRecords.SameDigest.selector, bytes32(0)));
        amend(hospital, RECORD, 0);
        amend(hospital, RECORD, NEXT);
        vm.expectRevert(abi.encodeWithSelector(IRecords.SameDigest.selector, NEXT));
        amend(hospital, RECORD, NEXT);
    }

    function testFuzz_amendChangesTheDigestAlone(bytes32 digest) external {
        vm.assume(digest != 0 && digest != DIGEST);
        vm.prank(radiologist);
        registry.logOwn(entry());
        vm.expectEmit(address(registry));
        emit IRecords.Amended(OTHER_RECORD, 1, Status.AMENDED, digest, DIGEST, registrar);
        amend(registrar, OTHER_RECORD, digest);
        assertRecord(OTHER_RECORD, Record(hospital, ALICE, 0, REPORT, digest));
        assertRecord(RECORD, Record(hospital, ALICE, 1, STUDY, DIGEST));
    }

    function test_amendChainsTheDigests() external {
        amend(hospital, RECORD, NEXT);
        vm.expectEmit(address(registry));
        emit IRecords.Amended(RECORD, 2, Status.AMENDED, DIGEST, NEXT, hospital);
        amend(hospital, RECORD, DIGEST);
    }

    function test_relateRefusesWhatWasNotRegisteredBefore() external {
        bytes32[2] memory targets = [RECORD, OTHER_RECORD];
        for (uint256 i = 0; i < targets.length; ++i) {
            vm.expectRevert(abi.encodeWithSelector(IRecords.NotOlder.selector, RECORD, targets[i]));
            relate(hospital, RECORD, targets[i]);
        }
    }

    function test_relateRefusesAnUnknownTarget() external {
        vm.expectRevert(abi.encodeWithSelector(IRecords.UnknownRecord.selector, NOWHERE));
        relate(hospital, RECORD, NOWHERE);
    }

    function testFuzz_relateStatesEachRelation(uint8 relation) external {
        Relation stated = Relation(relation % 4);
        vm.expectEmit(address(registry));
        emit IRecords.Related(OTHER_RECORD, RECORD, stated, registrar);
        vm.prank(registrar);
        registry.relate(OTHER_RECORD, stated, RECORD);
    }

    function test_relateTakesAnotherCustodiansTarget() external {
        vm.expectEmit(address(registry));
        emit IRecords.Related(RECORD, FOREIGN_RECORD, Relation.DERIVED_FROM, hospital);
        relate(hospital, RECORD, FOREIGN_RECORD);
    }

    function amend(address by, bytes32 record, bytes32 digest) private {
        vm.prank(by);
        registry.amend(record, digest, Status.AMENDED);
    }

    function relate(address by, bytes32 record, bytes32 target) private {
        vm.prank(by);
        registry.relate(record, Relation.DERIVED_FROM, target);
    }

    function refuse(address caller, bytes32 record, bytes memory refusal) private {
        vm.expectRevert(refusal);
        amend(caller, record, NEXT);
        vm.expectRevert(refusal);
        relate(caller, record, OTHER_RECORD);
    }

    function assertRecord(bytes32 record, Record memory expected) private view {
        vm.assertEq(abi.encode(registry.recordOf(record)), abi.encode(expected));
    }
}
