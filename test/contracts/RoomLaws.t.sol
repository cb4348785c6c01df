// SPDX-License-Identifier: MIT
pragma solidity 0.8.35;

import {Gateway} from "../../contracts/interfaces/IGateways.sol";
import {ActorKind} from "../../contracts/interfaces/IDirectory.sol";
import {History, Record, Status} from "../../contracts/interfaces/IRecords.sol";
import {Review} from "../../contracts/interfaces/IReviews.sol";
import {RoomHandler} from "./RoomHandler.sol";
import {World} from "./World.sol";

// The rooms around a record, after any acts of anybody, in any order. (To run this file alone, name RoomHandler.sol beside it.)
contract RoomLawsTest is World {
    struct FuzzSelector {
        address addr;
        bytes4[] selectors;
    }

    uint256 private constant RECORDS = 8;
    uint256 private constant GATEWAYS = 6;
    RoomHandler private handler;

    function setUp() public override {
        handler = new RoomHandler();
        registry = handler.deployed();
    }

    function targetContracts() external view returns (address[] memory targets) {
        targets = new address[](1);
        targets[0] = address(handler);
    }

    function targetSelectors() external view returns (FuzzSelector[] memory targets) {
        targets = new FuzzSelector[](1);
        targets[0] = FuzzSelector(address(handler), new bytes4[](14));
        bytes4[14] memory deeds = [
            handler.pass.selector,
            handler.register.selector,
            handler.amend.selector,
            handler.relate.selector,
            handler.contribute.selector,
            handler.dispose.selector,
            handler.anchorBook.selector,
            handler.logEmergency.selector,
            handler.logForOthers.selector,
            handler.heartbeat.selector,
            handler.retire.selector,
            handler.review.selector,
            handler.openGroup.selector,
            handler.attest.selector
        ];
        for (uint256 i = 0; i < deeds.length; ++i) targets[0].selectors[i] = deeds[i];
    }

    function invariant_whoIsEntitledIsNeverRefused() external view {
        assertNever("who is entitled was refused");
    }

    function invariant_onlyTheCustodianRegistersAmendsAndRelates() external view {
        assertNever("a record was registered wrongly");
        assertNever("a record was amended wrongly");
        assertNever("a record was related wrongly");
    }

    function invariant_aRecordIsOfItsPatientsCustodian() external view {
        for (uint256 i = 0; i < RECORDS; ++i) {
            Record memory record = registry.recordOf(handler.recordAt(i));
            vm.assertEq(record.custodian, registry.patientOf(record.patient).custodian);
        }
    }

    function invariant_noDigestIsZero() external view {
        for (uint256 i = 0; i < RECORDS; ++i) {
            Record memory record = registry.recordOf(handler.recordAt(i));
            vm.assertTrue(record.custodian == address(0) || record.digest != 0, "a zero digest");
        }
    }

    function invariant_recordsAreWhatTheirCustodiansStated() external view {
        for (uint256 i = 0; i < RECORDS; ++i) {
            bytes memory model = abi.encode(handler.recordModel(handler.recordAt(i)));
            vm.assertEq(abi.encode(registry.recordOf(handler.recordAt(i))), model);
        }
    }

    function invariant_recordsAreNumberedWithoutAGap() external view {
        uint256 found = 0;
        for (uint256 i = 0; i < RECORDS; ++i) {
            uint48 number = registry.historyOf(handler.recordAt(i)).number;
            vm.assertEq(number, handler.historyModel(handler.recordAt(i)).number);
            if (number != 0) found |= 1 << (number - 1);
        }
        vm.assertEq(found, (1 << handler.recordCount()) - 1);
    }

    function invariant_revisionsAreAChain() external view {
        assertNever("a revision does not follow the one before");
        for (uint256 i = 0; i < RECORDS; ++i) {
            bytes32 record = handler.recordAt(i);
            vm.assertEq(registry.historyOf(record).revision, handler.historyModel(record).revision);
        }
    }

    function invariant_aStatusFollowsTheLifecycle() external view {
        assertNever("a status left the lifecycle");
        for (uint256 i = 0; i < RECORDS; ++i) {
            bytes32 record = handler.recordAt(i);
            Status model = handler.historyModel(record).status;
            vm.assertEq(uint256(registry.historyOf(record).status), uint256(model));
        }
    }

    function invariant_relationsGoToOlderRecordsOnly() external view {
        assertNever("a relation to what is not older");
    }

    function invariant_contributionsHaveNoGap() external view {
        assertNever("a record's contributions have a gap");
        for (uint256 i = 0; i < RECORDS; ++i) {
            History memory model = handler.historyModel(handler.recordAt(i));
            vm.assertEq(registry.historyOf(handler.recordAt(i)).contributions, model.contributions);
        }
    }

    function invariant_onlyTheCustodiansActorsContribute() external view {
        assertNever("a contribution by one who is not of the custodian");
        assertNever("a contribution was taken wrongly");
    }

    function invariant_noDeviceWritesAsAPerson() external view {
        assertNever("a device wrote as a person");
    }

    function invariant_onlyAPersonOfTheCustodianDisposes() external view {
        assertNever("a contribution was disposed of wrongly");
    }

    function invariant_aBookIsAnchoredAtMostOnceAnInterval() external view {
        assertNever("a book was anchored twice in an interval");
    }

    function invariant_onlyTheCustodianAnchorsItsBook() external view {
        assertNever("a book was anchored wrongly");
        address[2] memory custodians = [hospital, clinic];
        for (uint256 i = 0; i < 2; ++i) {
            bytes memory model = abi.encode(handler.bookModel(custodians[i]));
            vm.assertEq(abi.encode(registry.bookOf(custodians[i])), model);
        }
    }

    function invariant_everyEmergencyOwesAReviewAndNothingElseDoes() external view {
        for (uint256 i = 0; i < RECORDS; ++i) {
            bytes32 record = handler.recordAt(i);
            for (uint40 number = 0; number <= registry.accessCountOf(record) + 1; ++number) {
                Review memory model = handler.reviewModel(record, number);
                vm.assertEq(abi.encode(registry.reviewOf(record, number)), abi.encode(model));
            }
        }
    }

    function invariant_anAccessIsReviewedAtMostOnce() external view {
        assertNever("an access was reviewed twice");
    }

    function invariant_nobodyReviewsItself() external view {
        assertNever("somebody reviewed itself");
    }

    function invariant_onlyTheCustodiansReviewersReview() external view {
        assertNever("an access was reviewed wrongly");
    }

    function invariant_aRetiredGatewayLogsNoMore() external view {
        assertNever("a retired gateway logged");
    }

    function invariant_gatewaysAreWhatTheySaid() external view {
        assertNever("a gateway was heard of wrongly");
        assertNever("a gateway was retired wrongly");
        assertNever("a gateway's numbers have a gap");
        for (uint256 i = 0; i < GATEWAYS; ++i) {
            Gateway memory model = handler.gatewayModel(handler.gatewayAt(i));
            vm.assertEq(abi.encode(registry.gatewayOf(handler.gatewayAt(i))), abi.encode(model));
        }
    }

    function invariant_groupsHaveTheAddressOfTheirNumber() external view {
        assertNever("a group was opened wrongly");
        uint32 count = handler.groupCount();
        for (uint32 number = 0; number <= count + 1; ++number) {
            bool isGroup = number != 0 && number <= count;
            ActorKind kind = registry.actorOf(registry.groupAddress(number)).kind;
            vm.assertEq(uint256(kind), uint256(isGroup ? ActorKind.GROUP : ActorKind.NONE));
        }
    }

    function invariant_onlyOrganizationsAttest() external view {
        assertNever("a credential was attested wrongly");
    }

    function assertNever(string memory what) private view {
        vm.assertFalse(handler.happened(what), what);
    }
}
